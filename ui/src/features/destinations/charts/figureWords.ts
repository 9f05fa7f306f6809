import { plural, t } from '@lingui/core/macro';

import type { FiguresOfBucket } from '../../../contract';
import { countText } from '../../../design/formatNumber';
import { latencyText } from '../../../design/latency';
import { localFormat } from '../../../design/localFormat';
import { percentText } from '../../../design/percent';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const clock = localFormat((locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }), 'en-GB');
const day = localFormat((locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }), 'en-GB');

/** The spans one can look at, in milliseconds. */
export const spans = { hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS } as const;
export type SpanName = keyof typeof spans;

/** The span in words that fit behind "in": `the last hour`. */
export function spanWords(span: SpanName): string {
  switch (span) {
    case 'hour':
      return t`the last hour`;
    case 'day':
      return t`the last 24 hours`;
    case 'week':
      return t`the last 7 days`;
  }
}

/** What stands below the axis at a moment: the time of day, and the day where one begins. */
export function tickText(at_ms: number): string {
  const time = clock().format(at_ms);
  return time === clock().format(new Date(at_ms).setHours(0, 0, 0, 0)) ? day().format(at_ms) : time;
}

/** When a bucket was, from its begin to its end: `14:00–14:30`, with the day when there are several. */
export function bucketTime({ start_at_ms }: FiguresOfBucket, bucket_ms: number, span: SpanName): string {
  const [since, until] = [clock().format(start_at_ms), clock().format(start_at_ms + bucket_ms)];
  const range = bucket_ms > 60_000 ? `${since}–${until}` : since;
  return span === 'hour' ? range : `${day().format(start_at_ms)} ${range}`;
}

export function attemptsOf({ succeeded, failed }: FiguresOfBucket): number {
  return succeeded + failed;
}

/** `98.2 % of 120 attempts`; null when there was none. */
export function successWords(bucket: FiguresOfBucket): string | null {
  if (bucket.success_percent === null) return null;
  const [share, attempts] = [percentText(bucket.success_percent), attemptsOf(bucket)];
  return plural(attempts, { one: `${share} of # attempt`, other: `${share} of # attempts` });
}

/** A percentile, or that no answer came. */
export function percentileWords(latency_ms: number | null): string {
  return latency_ms === null ? '–' : latencyText(latency_ms);
}

/** Everything of a bucket in one sentence, for those who hear it. */
export function bucketWords(bucket: FiguresOfBucket, bucket_ms: number, span: SpanName): string {
  const waiting = countText(bucket.waiting);
  const [p50, p95, p99] = [bucket.p50_ms, bucket.p95_ms, bucket.p99_ms].map(percentileWords);
  return [
    bucketTime(bucket, bucket_ms, span),
    successWords(bucket) ?? t`no attempt`,
    bucket.p50_ms !== null && `p50 ${p50}, p95 ${p95}, p99 ${p99}`,
    t`${waiting} waiting`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** Whether there is anything to draw. */
export function isQuiet(buckets: readonly FiguresOfBucket[]): boolean {
  return buckets.every((bucket) => attemptsOf(bucket) === 0 && bucket.waiting === 0 && bucket.events === 0);
}
