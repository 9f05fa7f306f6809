import { plural, t } from '@lingui/core/macro';

import type { FailureChange } from '../../../contract';
import { Card } from '../../../design/Card';
import { exactTime, fullMoment } from '../../../design/exactTime';
import { changedWhat, kindWord } from './changedWords';
import styles from './failure.module.css';

/** What is different from the last success, value under value. */
export function ChangedList({ changes, otherValues }: { changes: readonly FailureChange[]; otherValues: number }) {
  return (
    <Card>
      <ul className={styles.changes}>
        {changes.map((change) => (
          <li key={`${change.part} ${change.path} ${change.at_ms ?? ''}`}>
            <div className={styles.changeHead}>
              <span className={styles.what}>{changedWhat(change)}</span>
              <span className="t3" title={change.at_ms === null ? undefined : fullMoment(change.at_ms)}>
                {change.at_ms === null ? kindWord(change.kind) : t`edited ${exactTime(change.at_ms).slice(0, 8)}`}
              </span>
            </div>
            {change.left !== null && (
              <code className={styles.old}>
                <span aria-label={t`Before`}>− </span>
                {change.left}
              </code>
            )}
            {change.right !== null && (
              <code className={styles.new}>
                <span aria-label={t`Now`}>+ </span>
                {change.right}
              </code>
            )}
          </li>
        ))}
        {otherValues > 0 && (
          <li className="t3">
            {plural(otherValues, {
              one: '# other value differs, as values do.',
              other: '# other values differ, as values do.',
            })}
          </li>
        )}
      </ul>
    </Card>
  );
}
