import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import { useOverview } from '../data/overview';
import { OpenReplays, ReplayButton } from '../features/replays';
import type { TimelineQuery } from '../features/timeline';
import { replayOf } from './replayOfMarks';
import styles from './TimelinePage.module.css';

/** Replays under way, and the way to a new one while the list shows dead letters. */
export function TimelineReplays({ query }: { query: TimelineQuery }) {
  const deadLetters = useOverview().data?.counts.dead_letter ?? 0;
  const { what } = replayOf('query', query, Date.now());
  const isOffered = query.state === 'dead_letter' && what !== undefined && deadLetters > 0;
  return (
    <>
      <OpenReplays />
      {isOffered && (
        <div className={styles.offer}>
          <p className="t2"><Trans>Mended what was wrong? Dead letters can go out again.</Trans></p>
          <ReplayButton title={t`Replay dead letters`} what={what}>
            {t`Replay all…`}
          </ReplayButton>
        </div>
      )}
    </>
  );
}
