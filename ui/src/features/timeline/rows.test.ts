import { describe, expect, test } from 'vitest';

import type { RowState, TimelineRow } from '../../contract';
import { startAbove, TOP, withHeadFollowed, withHeadHeld, withPage } from './rows';

function row(number: number, state: RowState = 'delivered'): TimelineRow {
  return {
    id: `${number % 2 === 0 ? 'dlv' : 'evt'}_${String(number).padStart(4, '0')}`,
    event_id: `evt_${number}`,
    delivery_id: null,
    state,
    received_at_ms: number,
    event_type: 'order.paid',
    source_id: null,
    destination_id: null,
    status: 200,
    error_class: null,
    latency_ms: 1,
    attempts_made: 1,
    attempts_max: 8,
    due_at_ms: null,
    body_bytes: 2,
    verdict: 'verified',
    trigger: 'event',
  };
}

const run = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => row(from - index));
const numbers = (rows: readonly TimelineRow[]) => rows.map((each) => each.received_at_ms);

describe('a page takes its place', () => {
  test('the next page comes behind', () => {
    const rows = withPage(run(10, 6), { items: run(5, 3), next: 'x' }, { cursor: 'c', below: '0006' });
    expect(numbers(rows)).toEqual([10, 9, 8, 7, 6, 5, 4, 3]);
  });

  test('a row that no longer fits the filter is gone, one beyond the page stays', () => {
    const rows = withPage(run(10, 1), { items: [row(8), row(6)], next: 'x' }, { cursor: 'c', below: '0009' });
    expect(numbers(rows)).toEqual([10, 9, 8, 6, 5, 4, 3, 2, 1]);
  });

  test('behind the last page there is nothing', () => {
    const rows = withPage(run(5, 1), { items: [row(5), row(4)], next: null }, TOP);
    expect(numbers(rows)).toEqual([5, 4]);
  });

  test('a page emptied by the filter says nothing', () => {
    expect(numbers(withPage(run(5, 1), { items: [], next: 'x' }, TOP))).toEqual([5, 4, 3, 2, 1]);
  });

  test('an empty last page empties the list', () => {
    expect(withPage(run(5, 1), { items: [], next: null }, TOP)).toEqual([]);
  });

  test('what did not change is the same object, what did is not', () => {
    const before = run(3, 1);
    const after = withPage(before, { items: [row(3), row(2, 'retrying'), row(1)], next: null }, TOP);
    expect([after[0] === before[0], after[1] === before[1], after[2] === before[2]]).toEqual([true, false, true]);
    expect(after[1]?.state).toBe('retrying');
  });
});

describe('a list that is paused', () => {
  test('counts what is new and brings the rest up to date', () => {
    const head = withHeadHeld(run(5, 1), { items: [row(7), row(6), row(5, 'dead_letter'), row(4)], next: 'x' });
    expect(numbers(head.rows)).toEqual([5, 4, 3, 2, 1]);
    expect(head.rows[0]?.state).toBe('dead_letter');
    expect([head.newCount, head.isMore]).toEqual([2, false]);
  });

  test('stays as it is when the page holds only new rows', () => {
    const head = withHeadHeld(run(5, 1), { items: run(30, 21), next: 'x' });
    expect(numbers(head.rows)).toEqual([5, 4, 3, 2, 1]);
    expect([head.newCount, head.isMore]).toEqual([10, true]);
  });
});

describe('a list that follows', () => {
  test('gets the new rows on top', () => {
    const head = withHeadFollowed(run(5, 1), { items: run(7, 4), next: 'x' });
    expect(numbers(head.rows)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(head.isReset).toBe(false);
  });

  test('begins anew when a gap would be left', () => {
    const head = withHeadFollowed(run(5, 1), { items: run(30, 21), next: 'x' });
    expect(numbers(head.rows)).toEqual([30, 29, 28, 27, 26, 25, 24, 23, 22, 21]);
    expect(head.isReset).toBe(true);
  });
});

test('a row is asked for from the nearest place above it', () => {
  const starts = [TOP, { cursor: 'c1', below: '0800' }, { cursor: 'c2', below: '0600' }];
  expect(startAbove(starts, row(900))).toBe(TOP);
  expect(startAbove(starts, row(700)).cursor).toBe('c1');
  expect(startAbove(starts, row(600)).cursor).toBe('c1');
  expect(startAbove(starts, row(2)).cursor).toBe('c2');
});
