import { expect, test } from 'vitest';

import type { Page, TimelineRow } from '../../contract';
import {
  begun,
  held,
  justAbove,
  orderKey,
  pagesAt,
  placeOf,
  rowAt,
  rowCount,
  type RowPages,
  withHead,
  withLandmarks,
  withoutFarRows,
  withRead,
} from './rowPages';

const idOf = (number: number) => `dlv_00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const keyOf = (number: number) => orderKey(idOf(number));
const row = (number: number) => ({ id: idOf(number), event_id: `evt_${number}`, received_at_ms: number }) as TimelineRow;

/** Rows from `newest` down, as the engine answers. */
function page(newest: number, count: number, hasMore = true): Page<TimelineRow> {
  const items = Array.from({ length: count }, (_, offset) => row(newest - offset));
  return { items, next: hasMore ? orderKey(items.at(-1)?.id ?? '') : null };
}

/** 1,000 rows of which the newest 200 are read. */
function thousand(): RowPages {
  const cursors = [600, 400, 200].map((number) => keyOf(number + 1));
  return withLandmarks(begun(page(1_000, 200)), keyOf(801), { cursors, rows: 800, next: null });
}

const numberAt = (list: RowPages, place: number) => rowAt(list, place)?.received_at_ms;

test('landmarks give every row a place', () => {
  const list = thousand();
  expect([rowCount(list), list.pages.length]).toEqual([1_000, 5]);
  expect([numberAt(list, 199), numberAt(list, 200)]).toEqual([801, undefined]);
});

test('landmarks that are not all leave the rest to be counted', () => {
  const list = withLandmarks(begun(page(1_000, 200)), keyOf(801), { cursors: [keyOf(601)], rows: 300, next: keyOf(501) });
  expect([rowCount(list), list.pages.at(-1)]).toEqual([
    500,
    { before: keyOf(501), through: null, count: 0, isGuess: true, rows: null },
  ]);
});

test('where few rows match, the list goes on where the engine ended its look', () => {
  const first = begun({ items: [row(990), row(970)], next: keyOf(900) });
  expect(first.pages).toEqual([
    expect.objectContaining({ before: null, through: keyOf(900), count: 2 }),
    { before: keyOf(900), through: null, count: 0, isGuess: true, rows: null },
  ]);
  const nowhere = withLandmarks(first, keyOf(900), { cursors: [], rows: 0, next: keyOf(800) });
  const counted = withLandmarks(nowhere, keyOf(800), { cursors: [], rows: 1, next: null });
  expect([rowCount(nowhere), rowCount(counted), counted.pages.length]).toEqual([2, 3, 2]);
  const read = withRead(counted, 1, { items: [row(750)], next: null });
  expect([numberAt(read, 1), numberAt(read, 2)]).toEqual([970, 750]);
  expect(withHead(read, { items: [], next: keyOf(950) })).toBe(read);
});

test('a page that is read is where it belongs', () => {
  const list = withRead(thousand(), 2, page(600, 201));
  expect([numberAt(list, 400), numberAt(list, 599), numberAt(list, 600)]).toEqual([600, 401, undefined]);
  expect([rowCount(list), placeOf(list, idOf(500)), placeOf(list, 'evt_500')]).toEqual([1_000, 500, 500]);
});

test('a page with more rows than were counted is divided, one with fewer is shorter', () => {
  const emptied = withRead(thousand(), 2, { items: [row(600), row(500), row(401), row(400)], next: keyOf(400) });
  expect([rowCount(emptied), numberAt(emptied, 402)]).toEqual([803, 401]);
  const list = withRead(thousand(), 2, page(600, 150));
  expect([rowCount(list), list.pages.length, list.pages[3]?.isGuess]).toEqual([1_000, 6, true]);
});

test('following, what is new pushes the rest down', () => {
  const list = withHead(thousand(), page(1_050, 100));
  expect([rowCount(list), numberAt(list, 0), numberAt(list, 249)]).toEqual([1_050, 1_050, 801]);
});

test('a top that grew gives its older half away', () => {
  let list = thousand();
  for (let newest = 1_050; newest <= 1_500; newest += 50) list = withHead(list, page(newest, 100));
  expect([rowCount(list), numberAt(list, 0), numberAt(list, 699)]).toEqual([1_500, 1_500, 801]);
  expect(list.pages[0]?.rows?.length).toBeLessThan(400);
});

test('when more came than was looked at, the gap is one page to count, however often', () => {
  const list = withHead(withHead(thousand(), page(2_000, 100)), page(3_000, 100));
  expect(list.pages.filter((each) => each.isGuess).length).toBe(1);
  const gap = list.pages[1];
  expect([gap?.before, gap?.through]).toEqual([keyOf(2_901), keyOf(801)]);
});

test('a list that is held begins with the row that was newest', () => {
  const list = held(thousand());
  expect(list.pages[0]?.before).toBe(justAbove(keyOf(1_000)));
  expect(justAbove('ffffffff-ffff-7fff-bfff-0fffffffffff')).toBe('ffffffff-ffff-7fff-bfff-100000000000');
});

test('rows far from sight are forgotten, their places are not', () => {
  const list = withRead(withRead(thousand(), 4, page(200, 200, false)), 3, page(400, 201));
  const kept = withoutFarRows(list, pagesAt(list, 900, 10), 1, null);
  expect([rowCount(kept), numberAt(kept, 0), numberAt(kept, 700), numberAt(kept, 900)]).toEqual([1_000, 1_000, undefined, 100]);
  const withOne = withoutFarRows(list, pagesAt(list, 900, 10), 1, rowAt(list, 700)?.id ?? '');
  expect([numberAt(withOne, 700), numberAt(withOne, 900)]).toEqual([300, 100]);
});
