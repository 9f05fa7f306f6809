import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import type { Difference, TransformTest } from '../../contract';
import { CheckedLine } from '../../design/CheckedLine';
import styles from './subscriptions.module.css';
import { failureText } from './transformText';

/** What a transform made of an event: each difference before and after, or why there is no request. */
export function TransformReport({ report }: { report: TransformTest }) {
  return (
    <>
      <Outcome report={report} />
      {report.differences.length > 0 && (
        <table className={styles.differences}>
          <thead>
            <tr>
              <th scope="col"><Trans>Where</Trans></th>
              <th scope="col"><Trans>Before</Trans></th>
              <th scope="col"><Trans>After</Trans></th>
            </tr>
          </thead>
          <tbody>
            {report.differences.map((difference) => (
              <DifferenceRow key={difference.path} difference={difference} />
            ))}
          </tbody>
        </table>
      )}
      {report.console.length > 0 && (
        <pre aria-label={t`Console`} className={styles.console}>
          {report.console.join('\n')}
        </pre>
      )}
    </>
  );
}

function Outcome({ report }: { report: TransformTest }) {
  const { reason } = report;
  const eventType = report.on.event_type;
  switch (report.outcome) {
    case 'failed':
      return <CheckedLine tone="bad">{report.error ? failureText(report.error) : t`It failed.`}</CheckedLine>;
    case 'cancelled':
      return (
        <CheckedLine tone="neutral">
          {reason ? t`${eventType} is cancelled: ${reason}` : t`${eventType} is cancelled.`}
        </CheckedLine>
      );
    case 'changed':
      return (
        <CheckedLine tone="good">
          {report.differences.length === 0
            ? t`${eventType}: nothing is different.`
            : plural(report.differences.length, {
                one: `${eventType}: # difference.`,
                other: `${eventType}: # differences.`,
              })}
        </CheckedLine>
      );
  }
}

function DifferenceRow({ difference }: { difference: Difference }) {
  return (
    <tr>
      <th scope="row">{difference.path}</th>
      <td>{difference.left !== null && <del>{difference.left}</del>}</td>
      <td>{difference.right !== null && <ins>{difference.right}</ins>}</td>
    </tr>
  );
}
