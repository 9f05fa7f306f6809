import { t } from '@lingui/core/macro';

import type { FilterTest } from '../../contract';
import { CheckedLine } from '../../design/CheckedLine';
import { Glyph } from '../../design/glyphs';
import { conditionsOf } from './conditions';
import styles from './subscriptions.module.css';

/** Which conditions of a filter held for an event, and what they found there. */
export function FilterReport({ report }: { report: FilterTest }) {
  const eventType = report.on.event_type;
  return (
    <>
      <CheckedLine tone={report.matches ? 'good' : 'bad'}>
        {report.matches ? t`${eventType} matches.` : t`${eventType} does not match, so it is not delivered.`}
      </CheckedLine>
      <ul aria-label={t`Conditions`} className={styles.conditions}>
        {conditionsOf(report.conditions).map((condition) => (
          <li key={condition.key} className={condition.isFulfilled ? styles.held : styles.failed}>
            <Glyph name={condition.isFulfilled ? 'check' : 'close'} size={12} />
            <span className="visually-hidden">{condition.isFulfilled ? t`Fulfilled:` : t`Failed:`}</span>
            <code>
              {condition.groups.map((group) => `${group} › `)}
              {condition.path} {condition.operator} {condition.expected}
            </code>
            <span className="t3">{condition.found === null ? t`nothing there` : t`found ${condition.found}`}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
