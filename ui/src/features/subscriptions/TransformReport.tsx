import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import type { Difference, TransformTest } from '../../contract';
import { CheckedLine } from '../../design/CheckedLine';
import { countOf } from '../../design/formatNumber';
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
  switch (report.outcome) {
    case 'failed':
      return <CheckedLine tone="bad">{report.error ? failureText(report.error) : 'It failed.'}</CheckedLine>;
    case 'cancelled':
      return (
        <CheckedLine tone="neutral">
          {report.on.event_type} is cancelled{report.reason ? `: ${report.reason}` : '.'}
        </CheckedLine>
      );
    case 'changed':
      return (
        <CheckedLine tone="good">
          {report.on.event_type}:{' '}
          {report.differences.length > 0 ? countOf(report.differences.length, 'difference') : 'nothing is different'}.
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
