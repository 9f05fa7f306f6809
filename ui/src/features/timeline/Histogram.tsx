import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';

import type { Overview } from '../../contract';
import { clockTime, dayAndTime } from '../../design/relativeTime';
import styles from './Histogram.module.css';
import { type Range, zoomed } from './spans';

type Bucket = Overview['histogram']['buckets'][number];

/** A drag shorter than this, in pixels, is a click. */
const DRAG_PX = 4;
/** Wheels turn in many small steps; the list is asked once they rest. */
const WHEEL_REST_MS = 200;

interface HistogramProps {
  histogram: Overview['histogram'];
  /** A stretch of it was chosen: by dragging, by the wheel, or by keys. */
  onRange: (range: Range) => void;
}

/** Deliveries by when they were made, by how they stand now. A stretch of it can be chosen. */
export function Histogram({ histogram, onRange }: HistogramProps) {
  const { buckets, bucket_ms } = histogram;
  const highest = Math.max(1, ...buckets.map(total));
  const [chosen, setChosen] = useState<{ from: number; to: number } | null>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const dragged = useRef<number | null>(null);
  const wheel = useRef<{ range: Range; timer: ReturnType<typeof setTimeout> } | null>(null);
  useEffect(() => () => clearTimeout(wheel.current?.timer), []);

  const first = buckets[0]?.start_at_ms ?? 0;
  const shown: Range = { since_ms: first, until_ms: first + buckets.length * bucket_ms };
  const bucketUnder = (clientX: number, element: HTMLElement) => {
    const box = element.getBoundingClientRect();
    const place = Math.floor(((clientX - box.left) / box.width) * buckets.length);
    return Math.min(buckets.length - 1, Math.max(0, place));
  };
  const choose = (one: number, other: number) => {
    const [from, to] = [Math.min(one, other), Math.max(one, other)];
    onRange({ since_ms: first + from * bucket_ms, until_ms: first + (to + 1) * bucket_ms });
    setChosen(null);
  };

  const pressed = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    dragged.current = event.clientX;
    const at = bucketUnder(event.clientX, event.currentTarget);
    setChosen({ from: at, to: at });
  };
  const movedOver = (event: PointerEvent<HTMLElement>) => {
    if (dragged.current === null || !chosen) return;
    setChosen({ ...chosen, to: bucketUnder(event.clientX, event.currentTarget) });
  };
  const released = (event: PointerEvent<HTMLElement>) => {
    const isDrag = dragged.current !== null && Math.abs(event.clientX - dragged.current) >= DRAG_PX;
    dragged.current = null;
    if (chosen && isDrag) choose(chosen.from, chosen.to);
    setChosen(null);
  };
  const turned = (deltaY: number, clientX: number, element: HTMLElement) => {
    if (deltaY === 0) return;
    const box = element.getBoundingClientRect();
    const before = wheel.current?.range ?? shown;
    const at = before.since_ms + ((clientX - box.left) / box.width) * (before.until_ms - before.since_ms);
    const range = zoomed(before, at, deltaY < 0 ? 0.8 : 1.25);
    clearTimeout(wheel.current?.timer);
    const timer = setTimeout(() => {
      wheel.current = null;
      onRange(range);
    }, WHEEL_REST_MS);
    wheel.current = { range, timer };
  };
  const keyed = (event: KeyboardEvent) => {
    const last = buckets.length - 1;
    const at = cursor ?? last;
    const to = { ArrowLeft: Math.max(0, at - 1), ArrowRight: Math.min(last, at + 1), Home: 0, End: last }[event.key];
    if (to !== undefined) {
      setCursor(to);
      setChosen(event.shiftKey ? { from: chosen?.from ?? at, to } : { from: to, to });
    } else if (event.key === 'Enter' && chosen) choose(chosen.from, chosen.to);
    else if (event.key === 'Escape' && chosen) setChosen(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const [from, to] = chosen ? [Math.min(chosen.from, chosen.to), Math.max(chosen.from, chosen.to)] : [0, -1];
  const words = chosen
    ? rangeWords(buckets.slice(from, to + 1), bucket_ms)
    : t`${sentence(buckets)}. Drag, or use the arrow keys with Shift and Enter, to choose a stretch.`;
  return (
    <>
      <div
        role="slider"
        aria-label={t`Deliveries over time`}
        aria-valuemin={0}
        aria-valuemax={buckets.length - 1}
        aria-valuenow={chosen?.to ?? cursor ?? buckets.length - 1}
        aria-valuetext={words}
        tabIndex={0}
        className={styles.bars}
        onPointerDown={pressed}
        onPointerMove={movedOver}
        onPointerUp={released}
        onPointerCancel={() => setChosen(null)}
        onWheel={(event) => turned(event.deltaY, event.clientX, event.currentTarget)}
        onKeyDown={keyed}
        onBlur={() => setChosen(null)}
      >
        {buckets.map((bucket, index) => (
          <div
            key={bucket.start_at_ms}
            className={styles.slot}
            data-chosen={(index >= from && index <= to) || undefined}
            title={bucketWords(bucket, bucket_ms)}
          >
            <div className={styles.bar} style={{ height: `${(total(bucket) / highest) * 100}%` }}>
              <Part className={styles.dead} share={bucket.dead_letter / total(bucket)} />
              <Part className={styles.retrying} share={bucket.retrying / total(bucket)} />
              <Part className={styles.other} share={bucket.other / total(bucket)} />
            </div>
          </div>
        ))}
      </div>
      <HistogramTable buckets={buckets} bucket_ms={bucket_ms} />
    </>
  );
}

/** The same in words, for those who cannot see it. */
function HistogramTable({ buckets, bucket_ms }: { buckets: readonly Bucket[]; bucket_ms: number }) {
  return (
    <table className="visually-hidden">
      <caption>
        <Trans>Deliveries by when they were made</Trans>
      </caption>
      <tbody>
        {buckets
          .filter((bucket) => total(bucket) > 0)
          .map((bucket) => (
            <tr key={bucket.start_at_ms}>
              <td>{bucketWords(bucket, bucket_ms)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function Part({ className, share }: { className: string | undefined; share: number }) {
  // A single failure among many is still seen: a part is at least 2 pixels high.
  return share > 0 ? <i className={className} style={{ height: `max(2px, ${share * 100}%)` }} /> : null;
}

function total({ delivered, retrying, dead_letter, other }: Bucket): number {
  return delivered + retrying + dead_letter + other;
}

function sentence(buckets: readonly Bucket[]): string {
  const sum = (of: (bucket: Bucket) => number) => buckets.reduce((all, bucket) => all + of(bucket), 0);
  return counts(
    sum((bucket) => bucket.delivered),
    sum((bucket) => bucket.retrying),
    sum((bucket) => bucket.dead_letter),
    sum((bucket) => bucket.other),
  );
}

function counts(delivered: number, retrying: number, dead: number, other: number): string {
  const parts = [
    t`${delivered} delivered`,
    retrying > 0 && t`${retrying} retrying`,
    dead > 0 && plural(dead, { one: '# dead letter', other: '# dead letters' }),
    other > 0 && t`${other} other`,
  ];
  return parts.filter(Boolean).join(', ');
}

function bucketWords(bucket: Bucket, bucket_ms: number): string {
  const moment =
    bucket_ms < 3_600_000 ? clockTime(bucket.start_at_ms).slice(0, 5) : dayAndTime(bucket.start_at_ms, Date.now());
  return `${moment}  ${counts(bucket.delivered, bucket.retrying, bucket.dead_letter, bucket.other)}`;
}

function rangeWords(chosen: readonly Bucket[], bucket_ms: number): string {
  const [first, last] = [chosen[0], chosen.at(-1)];
  if (!first || !last) return '';
  const now = Date.now();
  const [since, until] = [dayAndTime(first.start_at_ms, now), dayAndTime(last.start_at_ms + bucket_ms, now)];
  return t`${since} to ${until}: ${sentence(chosen)}`;
}
