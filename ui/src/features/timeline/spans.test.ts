import { expect, test } from 'vitest';

import { readMoment } from './measures';
import { filterOfRange, shifted, spanOf, zoomed } from './spans';

const HOUR = 3_600_000;
const at = (text: string) => readMoment(text) ?? 0;

test('a list that is not limited in time shows its last hour', () => {
  expect(spanOf({})).toEqual({ last_ms: HOUR });
  expect(spanOf({ last: '7d' })).toEqual({ last_ms: 7 * 24 * HOUR });
  expect(spanOf({ after: '2026-11-28T14:00' })).toEqual({ since_ms: at('2026-11-28T14:00') });
});

test('a range is a filter to the whole minute', () => {
  const range = { since_ms: at('2026-11-28T14:00') + 10, until_ms: at('2026-11-28T14:05') + 10 };
  expect(filterOfRange(range)).toEqual({ after: '2026-11-28T14:00', before: '2026-11-28T14:06' });
  expect(filterOfRange({ ...range, until_ms: range.since_ms })).toEqual({
    after: '2026-11-28T14:00',
    before: '2026-11-28T14:01',
  });
});

test('a range moves by half of itself, and zooms around a moment', () => {
  const range = { since_ms: 0, until_ms: 2 * HOUR };
  expect(shifted(range, 1)).toEqual({ since_ms: HOUR, until_ms: 3 * HOUR });
  expect(zoomed(range, HOUR, 0.5)).toEqual({ since_ms: HOUR / 2, until_ms: 1.5 * HOUR });
  expect(zoomed(range, 0, 2)).toEqual({ since_ms: 0, until_ms: 4 * HOUR });
});
