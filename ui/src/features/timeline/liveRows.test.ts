import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { DeliveryDetail, Page, RowState, TimelineRow } from '../../contract';
import { LiveRows } from './liveRows';
import { orderKey, rowAt, rowCount } from './rowPages';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** An id whose order is that of the numbers. */
function idOf(number: number): string {
  return `dlv_00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

function row(number: number, state: RowState = 'delivered'): TimelineRow {
  const id = idOf(number);
  return {
    id,
    event_id: `evt_${number}`,
    delivery_id: id,
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
    event_deliveries: 1,
    issue_id: null,
  };
}

/** An engine with rows 1 to `newest`, of which some are filtered out. */
function engine(newest: number) {
  const hidden = new Set<number>();
  const states = new Map<number, RowState>();
  const below = (before: string | null) =>
    Array.from({ length: world.newest }, (_, index) => world.newest - index)
      .filter((number) => !hidden.has(number))
      .filter((number) => before === null || orderKey(idOf(number)) < before);
  const page = vi.fn(async (before: string | null, limit: number): Promise<Page<TimelineRow>> => {
    const items = below(before).slice(0, limit).map((number) => row(number, states.get(number)));
    // As the engine does: a full page may be the last one.
    return { items, next: items.length === limit ? orderKey(items.at(-1)?.id ?? '') : null };
  });
  const landmarks = vi.fn(async (before: string | null, after: string | null) => {
    const all = below(before).map((number) => orderKey(idOf(number))).filter((key) => after === null || key > after);
    const looked = all.slice(0, 1_000);
    const cursors = looked.filter((_, place) => place % 200 === 199);
    return { cursors, rows: looked.length, next: looked.length === 1_000 ? (looked.at(-1) ?? null) : null };
  });
  const delivery = async (id: string) =>
    ({ ...row(Number(id.slice(-12)), 'delivered'), id }) as unknown as DeliveryDetail;
  const world = { newest, hidden, states, source: { page, landmarks, delivery } };
  return world;
}

const settle = () => vi.advanceTimersByTimeAsync(5_000);
/** The numbers of the rows at some places; null for those that are not read. */
function numbers(rows: LiveRows, first = 0, count = rowCount(rows.state().list)) {
  return Array.from({ length: count }, (_, offset) => rowAt(rows.state().list, first + offset)?.received_at_ms ?? null);
}

async function started(world: ReturnType<typeof engine>): Promise<LiveRows> {
  const rows = new LiveRows(world.source);
  rows.start();
  rows.setInSight(0, 30);
  await settle();
  return rows;
}

test('following, new rows come in on top', async () => {
  const world = engine(3);
  const rows = await started(world);
  world.newest = 5;
  rows.stale();
  await settle();
  expect(numbers(rows)).toEqual([5, 4, 3, 2, 1]);
});

test('paused, new rows are counted and the list stands still until it follows again', async () => {
  const world = engine(3);
  const rows = await started(world);
  rows.pause();
  world.newest = 5;
  world.states.set(2, 'dead_letter');
  rows.stale();
  await settle();
  expect(numbers(rows)).toEqual([3, 2, 1]);
  expect(rowAt(rows.state().list, 1)?.state).toBe('dead_letter');
  expect(rows.state().newCount).toBe(2);
  rows.follow();
  await settle();
  expect([numbers(rows), rows.state().newCount]).toEqual([[5, 4, 3, 2, 1], 0]);
});

test('a few rows that come in are pointed at, and a stream is not', async () => {
  const world = engine(3);
  const rows = await started(world);
  const fresh = () => [...rows.state().freshIds].length;
  expect(fresh()).toBe(0);
  for (const [newest, pointedAt] of [[5, 2], [5, 0], [30, 0], [31, 1]] as const) {
    world.newest = newest;
    rows.stale();
    await settle();
    expect([numbers(rows, 0, 1), fresh()]).toEqual([[newest], pointedAt]);
  }
});

test('all rows have a place at once, and only those in sight are read', async () => {
  const world = engine(3_450);
  const rows = await started(world);
  expect([rowCount(rows.state().list), rows.state().isCounted]).toEqual([3_450, true]);
  expect(numbers(rows, 3_000, 2)).toEqual([null, null]);
  world.source.page.mockClear();
  rows.pause();
  rows.setInSight(3_430, 20);
  await settle();
  expect(numbers(rows, 3_430, 20)).toEqual(Array.from({ length: 20 }, (_, index) => 20 - index));
  expect(world.source.page.mock.calls.length).toBe(1);
});

test('far down a paused list, the rows in sight are brought up to date', async () => {
  const world = engine(1_000);
  const rows = await started(world);
  rows.pause();
  rows.setInSight(500, 30);
  await settle();
  world.newest = 1_500;
  world.states.set(1_000 - 510, 'retrying');
  rows.stale();
  await settle();
  expect(rowAt(rows.state().list, 510)?.state).toBe('retrying');
  expect([rowCount(rows.state().list), rows.state().newCount, rows.state().isNewCountMore]).toEqual([1_000, 100, true]);
});

test('rows that pour in faster than they are looked at are counted behind', async () => {
  const world = engine(1_000);
  const rows = await started(world);
  for (let looks = 0; looks < 8; looks += 1) {
    world.newest += 150;
    rows.stale();
    await vi.advanceTimersByTimeAsync(300);
  }
  expect(numbers(rows, 0, 3)).toEqual([2_200, 2_199, 2_198]);
  await settle();
  expect([rowCount(rows.state().list), rows.state().isCounted]).toEqual([2_200, true]);
  rows.pause();
  rows.setInSight(0, 2_200);
  await settle();
  expect(numbers(rows)).toEqual(Array.from({ length: 2_200 }, (_, index) => 2_200 - index));
});

test('however long it follows, few rows are in memory, and the one that someone looks at is among them', async () => {
  const world = engine(1_000);
  const rows = await started(world);
  rows.keep(idOf(990));
  for (let looks = 0; looks < 80; looks += 1) {
    world.newest += 50;
    rows.stale();
    await vi.advanceTimersByTimeAsync(300);
  }
  const known = numbers(rows).filter((number) => number !== null);
  expect(rowCount(rows.state().list)).toBe(5_000);
  expect(known.length).toBeLessThan(1_800);
  expect([known[0], known.includes(990)]).toEqual([5_000, true]);
});

test('the row someone looks at stays when it no longer fits the filter, and says how it stands now', async () => {
  const world = engine(5);
  world.states.set(3, 'retrying');
  const rows = await started(world);
  rows.pause();
  rows.keep(idOf(3));
  world.hidden.add(3).add(2);
  rows.stale();
  await settle();
  expect(numbers(rows)).toEqual([5, 4, 3, 1]);
  expect(rowAt(rows.state().list, 2)?.state).toBe('delivered');
});

test('a row that was just made comes in although the list is paused', async () => {
  const world = engine(3);
  const rows = await started(world);
  rows.pause();
  world.newest = 4;
  rows.reveal(idOf(4));
  await settle();
  expect([numbers(rows), rows.state().isFollowing]).toEqual([[4, 3, 2, 1], false]);
});

test('a flood of notices leads to few reads', async () => {
  const world = engine(10);
  const rows = await started(world);
  world.source.page.mockClear();
  for (let count = 0; count < 100; count += 1) {
    rows.stale();
    await vi.advanceTimersByTimeAsync(10);
  }
  await settle();
  expect(world.source.page.mock.calls.length).toBeLessThanOrEqual(6);
});

test('a failed read says why, and the next one may succeed', async () => {
  const world = engine(2);
  const rows = new LiveRows(world.source);
  world.source.page.mockRejectedValueOnce(new Error('no disk'));
  rows.start();
  await settle();
  expect(rows.state().problem?.detail).toBe('no disk');
  rows.retry();
  await settle();
  expect([rows.state().problem, numbers(rows)]).toEqual([null, [2, 1]]);
});

test('the ids between two rows are known in whichever order they are given, and read when they are not', async () => {
  const world = engine(1_000);
  const rows = await started(world);
  world.source.page.mockClear();
  expect(await rows.idsBetween(idOf(998), idOf(1_000), 10)).toEqual([idOf(1_000), idOf(999), idOf(998)]);
  expect(await rows.idsBetween(idOf(1_000), idOf(998), 2)).toEqual([idOf(1_000), idOf(999)]);
  expect(world.source.page).not.toHaveBeenCalled();
  const far = await rows.idsBetween(idOf(900), idOf(300), 1_000);
  expect([far.length, far[0], far.at(-1)]).toEqual([601, idOf(900), idOf(300)]);
  expect((await rows.idsBetween(idOf(1_000), idOf(1), 700)).length).toBe(700);
});
