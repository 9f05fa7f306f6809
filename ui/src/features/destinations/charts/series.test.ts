import { expect, it } from 'vitest';

import type { FiguresOfBucket } from '../../../contract';
import { bucketTime, bucketWords, isQuiet, spans } from './figureWords';
import { alone, axisEnd, chartData, steps } from './series';

const quiet: FiguresOfBucket = {
  start_at_ms: new Date(2026, 4, 3, 14, 0).getTime(),
  events: 0,
  succeeded: 0,
  failed: 0,
  success_percent: null,
  p50_ms: null,
  p95_ms: null,
  p99_ms: null,
  waiting: 0,
};
const busy: FiguresOfBucket = {
  ...quiet,
  events: 4,
  succeeded: 3,
  failed: 1,
  success_percent: 75,
  p50_ms: 12,
  p95_ms: 80,
  p99_ms: 1_200,
  waiting: 1,
};

it('draws a line for each percentile, with gaps where nothing was tried', () => {
  const starts_ms = [quiet.start_at_ms, busy.start_at_ms];
  expect(chartData('success', [quiet, busy])).toEqual({ starts_ms, lines: [[null, 75]] });
  expect(chartData('latency', [quiet, busy]).lines).toEqual([[null, 12], [null, 80], [null, 1_200]]);
  expect(chartData('waiting', [quiet, busy]).lines).toEqual([[0, 1]]);
});

it('marks values that stand alone', () => {
  expect(alone([1, null, 2, 3, null, null, 4])).toEqual([0, 6]);
  expect(alone([null, 5, null])).toEqual([1]);
  expect(alone([1, 2, 3])).toEqual([]);
});

it('ends an axis above the highest value', () => {
  expect(axisEnd(null, 4)).toBe(4);
  expect(axisEnd(2, 4)).toBe(4);
  expect(axisEnd(100, 4)).toBeCloseTo(110);
});

it('steps along an axis by numbers that people count in', () => {
  expect(steps(1).slice(0, 7)).toEqual([1, 2, 5, 10, 20, 50, 100]);
  expect(steps(0.1)[0]).toBe(0.1);
});

it('tells a bucket in words', () => {
  expect(bucketWords(busy, 60_000, 'hour')).toBe('14:00, 75% of 4 attempts, p50 12 ms, p95 80 ms, p99 1.2 s, 1 waiting');
  expect(bucketWords(quiet, 60_000, 'hour')).toBe('14:00, no attempt, 0 waiting');
  expect(bucketTime(busy, spans.hour / 2, 'day')).toBe('3 May 14:00–14:30');
  expect([isQuiet([quiet]), isQuiet([quiet, busy]), isQuiet([{ ...quiet, waiting: 2 }])]).toEqual([true, false, false]);
});
