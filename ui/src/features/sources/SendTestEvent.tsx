import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

import type { Source } from '../../contract';
import { problemOf } from '../../data/client';
import { Button } from '../../design/Button';
import { CheckedLine } from '../../design/CheckedLine';
import { useSendTestEvent } from './queries';
import styles from './sources.module.css';

/** Sends an event to the source the way its sender would, signature included, and shows how it was answered. */
export function SendTestEvent({ source }: { source: Source }) {
  const test = useSendTestEvent(source.id);
  const answer = test.data;
  return (
    <div className={styles.test}>
      <div>
        <Button glyph="bolt" onClick={() => test.mutate({})} isBusy={test.isPending}>
          <Trans>Send test event</Trans>
        </Button>
      </div>
      {test.error && <CheckedLine tone="bad">{problemOf(test.error).detail}</CheckedLine>}
      {answer && !test.isPending && (
        <CheckedLine tone={answer.status !== null && answer.status < 300 ? 'good' : 'bad'}>
          {answer.status !== null && `${answer.status} – `}
          {answer.explanation}{' '}
          {answer.event_id && (
            <Link to="/timeline" search={{ selected: answer.event_id }} className={styles.link}>
              <Trans>Show it</Trans>
            </Link>
          )}
        </CheckedLine>
      )}
    </div>
  );
}
