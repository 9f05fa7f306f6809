import type { FiguresOfBucket } from '../../../contract';

/** Values of one line, a gap where there is none. */
export type Values = readonly (number | null)[];

/** A chart's data: when each bucket begins, then a line each. */
export interface ChartData {
  starts_ms: readonly number[];
  lines: readonly Values[];
}

type Line = (bucket: FiguresOfBucket) => number | null;

const lines = {
  success: [(bucket) => bucket.success_percent],
  latency: [(bucket) => bucket.p50_ms, (bucket) => bucket.p95_ms, (bucket) => bucket.p99_ms],
  waiting: [(bucket) => bucket.waiting],
} satisfies Record<string, readonly Line[]>;

export type ChartName = keyof typeof lines;

/** What a chart draws of the buckets. */
export function chartData(name: ChartName, buckets: readonly FiguresOfBucket[]): ChartData {
  return {
    starts_ms: buckets.map((bucket) => bucket.start_at_ms),
    lines: lines[name].map((line: Line) => buckets.map(line)),
  };
}

/** The places of values with a gap on both sides: a line alone would not show them. */
export function alone(values: ArrayLike<number | null | undefined>): number[] {
  const places: number[] = [];
  for (let place = 0; place < values.length; place += 1) {
    const isGap = (at: number) => values[at] === null || values[at] === undefined;
    if (!isGap(place) && isGap(place - 1) && isGap(place + 1)) places.push(place);
  }
  return places;
}

/** The end of an axis that begins at 0: a little above the highest value, and never 0 itself. */
export function axisEnd(highest: number | null, least: number): number {
  return Math.max(least, (highest ?? 0) * 1.1);
}

/** Steps that an axis may have, from the least on: 1, 2, 5, 10, 20, 50 and so on of it. */
export function steps(least: number): number[] {
  const decades = Array.from({ length: 10 }, (_, decade) => least * 10 ** decade);
  return decades.flatMap((decade) => [decade, 2 * decade, 5 * decade]);
}
