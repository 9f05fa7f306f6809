import { expect, test } from 'vitest';

import type { RowState, TimelineRow } from '../../contract';
import { newsWords } from './newsWords';

const rows = (...states: RowState[]) => states.map((state) => ({ state }) as TimelineRow);

test.each([
  [0, false, rows(), ''],
  [3, false, rows(), '3 new'],
  [100, true, rows(), '100+ new'],
  [0, false, rows('delivered'), '1 new event'],
  [0, false, rows('queued', 'rejected', 'dead_letter'), '3 new events, 2 failed'],
])('%i waiting, more: %s', (newCount, isNewCountMore, freshRows, words) => {
  expect(newsWords({ newCount, isNewCountMore, freshRows })).toBe(words);
});
