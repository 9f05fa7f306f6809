import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import { useOverview } from '../data/overview';
import { OpenReplays, ReplayButton } from '../features/replays';
import type { TimelineQuery } from '../features/timeline';
import styles from './TimelinePage.module.css';

/** Replays under way, and the way to a new one while the list shows dead letters. */
export function TimelineReplays({ query }: { query: TimelineQuery }) {
  const deadLetters = useOverview().data?.counts.dead_letter ?? 0;
  const isOffered = query.state === 'dead_letter' && !query.q && deadLetters > 0;
  return (
    <>
      <OpenReplays />
      {isOffered && (
        <div className={styles.offer}>
          <p className="t2"><Trans>Mended what was wrong? Dead letters can go out again.</Trans></p>
          <ReplayButton
            title={t`Replay dead letters`}
            what={{
              states: ['dead_letter'],
              from_destination_id: query.destination_id ?? null,
              source_id: query.source_id ?? null,
              event_type: query.event_type ?? null,
            }}
          >
            {t`Replay all…`}
          </ReplayButton>
        </div>
      )}
    </>
  );
}
