import type { Overview } from '../../contract';
import { countOf } from '../../design/formatNumber';
import { clockTime } from '../../design/relativeTime';
import styles from './Histogram.module.css';

type Bucket = Overview['histogram']['buckets'][number];

/** Deliveries of the last hour, minute by minute, by how they stand now. */
export function Histogram({ histogram }: { histogram: Overview['histogram'] }) {
  const { buckets } = histogram;
  const highest = Math.max(1, ...buckets.map(total));
  return (
    <div className={styles.bars} role="img" aria-label={inWords(buckets)}>
      {buckets.map((bucket) => (
        <div key={bucket.start_at_ms} className={styles.slot} title={bucketWords(bucket)}>
          <div className={styles.bar} style={{ height: `${(total(bucket) / highest) * 100}%` }}>
            <Part className={styles.dead} share={bucket.dead_letter / total(bucket)} />
            <Part className={styles.retrying} share={bucket.retrying / total(bucket)} />
            <Part className={styles.other} share={bucket.other / total(bucket)} />
          </div>
        </div>
      ))}
    </div>
  );
}

function Part({ className, share }: { className: string | undefined; share: number }) {
  // A single failure among many is still seen: a part is at least 2 pixels high.
  return share > 0 ? <i className={className} style={{ height: `max(2px, ${share * 100}%)` }} /> : null;
}

function total({ delivered, retrying, dead_letter, other }: Bucket): number {
  return delivered + retrying + dead_letter + other;
}

function inWords(buckets: readonly Bucket[]): string {
  const sum = (of: (bucket: Bucket) => number) => buckets.reduce((all, bucket) => all + of(bucket), 0);
  return `Last hour: ${sum((bucket) => bucket.delivered)} delivered, ${sum((bucket) => bucket.retrying)} retrying, ${countOf(
    sum((bucket) => bucket.dead_letter),
    'dead letter',
  )}, ${sum((bucket) => bucket.other)} other`;
}

function bucketWords(bucket: Bucket): string {
  const parts = [
    `${bucket.delivered} delivered`,
    bucket.retrying > 0 && `${bucket.retrying} retrying`,
    bucket.dead_letter > 0 && countOf(bucket.dead_letter, 'dead letter'),
    bucket.other > 0 && `${bucket.other} other`,
  ];
  return `${clockTime(bucket.start_at_ms).slice(0, 5)}  ${parts.filter(Boolean).join(', ')}`;
}
