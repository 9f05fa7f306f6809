import { expect, test } from 'vitest';

import type { TimelineRow } from '../../contract';
import { begun } from './rowPages';
import { shownList } from './shownList';

function row(number: number): TimelineRow {
  const id = `dlv_00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
  return { id, event_id: `evt_${number}` } as TimelineRow;
}

const list = begun({ items: [row(9), row(7), row(5)], next: null });
const numbers = (shown: ReturnType<typeof shownList>) =>
  Array.from({ length: shown.count }, (_, place) => Number(shown.rowAt(place)?.id.slice(-12)));

test('without open rows it is the list', () => {
  const shown = shownList(list, []);
  expect([numbers(shown), shown.placeOf(row(7).id), shown.parentAt(1)]).toEqual([[9, 7, 5], 1, undefined]);
});

test('rows stand below the one they belong to, and every place can be found', () => {
  const shown = shownList(list, [
    { id: row(7).id, below: [row(3)] },
    { id: row(9).id, below: [row(2), row(1)] },
    { id: row(4).id, below: [row(8)] },
  ]);
  expect(numbers(shown)).toEqual([9, 2, 1, 7, 3, 5]);
  expect([9, 2, 1, 7, 3, 5, 8].map((number) => shown.placeOf(row(number).id))).toEqual([0, 1, 2, 3, 4, 5, -1]);
  expect([0, 1, 2, 3, 4, 5].map((place) => shown.parentAt(place)?.id)).toEqual(
    [undefined, row(9).id, row(9).id, undefined, row(7).id, undefined],
  );
  expect([0, 1, 2, 3, 4, 5].map((place) => shown.inList(place))).toEqual([0, 0, 0, 1, 1, 2]);
});
