import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import type { FiguresOverTime } from '../../../contract';
import { classNames } from '../../../design/classNames';
import { countText } from '../../../design/formatNumber';
import styles from './charts.module.css';
import { bucketTime, isQuiet, percentileWords, type SpanName, spanWords, successWords } from './figureWords';

interface FiguresTableProps {
  figures: FiguresOverTime;
  span: SpanName;
  /** To be seen by everyone, in place of the charts. */
  isShown: boolean;
}

/** The charts as a table, newest first. */
export function FiguresTable({ figures, span, isShown }: FiguresTableProps) {
  const words = spanWords(span);
  const rows = figures.buckets.filter((bucket) => !isQuiet([bucket])).toReversed();
  const table = (
    <table className={isShown ? styles.table : 'visually-hidden'}>
      <caption className="visually-hidden">{t`Figures of ${words}`}</caption>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Time</Trans>
          </th>
          <th scope="col">
            <Trans>Delivered</Trans>
          </th>
          <th scope="col">p50</th>
          <th scope="col">p95</th>
          <th scope="col">p99</th>
          <th scope="col">
            <Trans>Waiting</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((bucket) => (
          <tr key={bucket.start_at_ms}>
            <th scope="row">{bucketTime(bucket, figures.bucket_ms, span)}</th>
            <td>{successWords(bucket) ?? '–'}</td>
            <td>{percentileWords(bucket.p50_ms)}</td>
            <td>{percentileWords(bucket.p95_ms)}</td>
            <td>{percentileWords(bucket.p99_ms)}</td>
            <td>{countText(bucket.waiting)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  return isShown ? (
    // It scrolls by the keyboard too, so it can have the focus.
    <div className={classNames(styles.scroll)} tabIndex={0} role="region" aria-label={t`Figures of ${words}`}>
      {table}
    </div>
  ) : (
    table
  );
}
