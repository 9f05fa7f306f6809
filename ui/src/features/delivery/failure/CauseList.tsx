import { t } from '@lingui/core/macro';

import type { FailureCause } from '../../../contract';
import { Card } from '../../../design/Card';
import { fullMoment } from '../../../design/exactTime';
import { dayAndTime } from '../../../design/relativeTime';
import styles from './failure.module.css';

/** The likely causes, each with what speaks for it. */
export function CauseList({ causes }: { causes: readonly FailureCause[] }) {
  return (
    <Card>
      <ol className={styles.causes}>
        {causes.map(({ code, title, evidence, is_likely }) => (
          <li key={code}>
            <span className={is_likely ? styles.likely : 't2'}>{title}</span>
            {!is_likely && <span className={styles.usual}>{t`happens often`}</span>}
            {evidence.map(({ text, at_ms }) => (
              <span key={text} className={styles.evidence}>
                {text}
                {at_ms !== null && (
                  <time dateTime={new Date(at_ms).toISOString()} title={fullMoment(at_ms)}>
                    {dayAndTime(at_ms, Date.now())}
                  </time>
                )}
              </span>
            ))}
          </li>
        ))}
      </ol>
    </Card>
  );
}
