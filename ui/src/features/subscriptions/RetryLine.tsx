import { Trans } from '@lingui/react/macro';
import { Fragment } from 'react';

import { useNow } from '../../design/useNow';
import { retryLine, scheduleText } from './retryLine';
import styles from './subscriptions.module.css';

/** Labels of more dots than this would run into each other; the middle ones then go without. */
const LABELLED_DOTS_MAX = 9;

/** The tries of a schedule as dots, the first now and the last at its time of day. */
export function RetryLine({ waits_ms }: { waits_ms: readonly number[] }) {
  const now_ms = useNow(30_000);
  const dots = retryLine(waits_ms, now_ms);
  const last = dots.length - 1;

  if (last === 0) {
    return <p className={styles.lineNote}><Trans>One try. When it fails, the delivery becomes a dead letter at once.</Trans></p>;
  }
  return (
    <div
      className={styles.line}
      role="img"
      aria-label={`${scheduleText(waits_ms)}: ${dots.map((dot) => dot.label).join(', ')}`}
    >
      {dots.map((dot, index) => (
        <Fragment key={index}>
          {index > 0 && <span className={styles.gap} style={{ flexGrow: dot.gap }} />}
          <span className={styles.dot}>
            <i />
            {(dots.length <= LABELLED_DOTS_MAX || index === 0 || index === last) && dot.label}
          </span>
        </Fragment>
      ))}
    </div>
  );
}
