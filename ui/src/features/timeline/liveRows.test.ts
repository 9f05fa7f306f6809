import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { DeliveryDetail, Page, RowState, TimelineRow } from '../../contract';
import { LiveRows } from './liveRows';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function row(number: number, state: RowState = 'delivered'): TimelineRow {
  const id = `dlv_${String(number).padStart(6, '0')}`;
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
  };
}

/** An engine with rows 1 to `newest`, of which some are filtered out. */
function engine(newest: number) {
  const hidden = new Set<number>();
  const states = new Map<number, RowState>();
  const page = vi.fn(async (before: string | null, limit: number): Promise<Page<TimelineRow>> => {
    const all = Array.from({ length: world.newest }, (_, index) => world.newest - index)
      .filter((number) => !hidden.has(number))
      .map((number) => row(number, states.get(number)));
    const older = before === null ? all : all.filter((each) => each.id < before);
    const items = older.slice(0, limit);
    return { items, next: older.length > limit ? (items.at(-1)?.id ?? null) : null };
  });
  const delivery = async (id: string) =>
    ({ ...row(Number(id.slice(4)), 'delivered'), id }) as unknown as DeliveryDetail;
  const world = { newest, hidden, states, source: { page, delivery } };
  return world;
}

const settle = () => vi.advanceTimersByTimeAsync(2_000);
const numbers = (rows: LiveRows) => rows.state().rows.map((each) => each.received_at_ms);

test('following, new rows come in on top', async () => {
  const world = engine(3);
  const rows = new LiveRows(world.source);
  rows.start();
  await settle();
  world.newest = 5;
  rows.stale();
  await settle();
  expect(numbers(rows)).toEqual([5, 4, 3, 2, 1]);
});

test('paused, new rows are counted and the list stands still until it follows again', async () => {
  const world = engine(3);
  const rows = new LiveRows(world.source);
  rows.start();
  await settle();
  rows.pause();
  world.newest = 5;
  world.states.set(2, 'dead_letter');
  rows.stale();
  await settle();
  expect(numbers(rows)).toEqual([3, 2, 1]);
  expect(rows.state().rows[1]?.state).toBe('dead_letter');
  expect(rows.state().newCount).toBe(2);
  rows.follow();
  await settle();
  expect([numbers(rows), rows.state().newCount]).toEqual([[5, 4, 3, 2, 1], 0]);
});

test('older rows are loaded page by page until there are none', async () => {
  const world = engine(450);
  const rows = new LiveRows(world.source);
  rows.start();
  await settle();
  expect(rows.state().rows.length).toBe(200);
  await rows.loadMore();
  await rows.loadMore();
  expect([rows.state().rows.length, rows.state().hasMore]).toEqual([450, false]);
  expect(numbers(rows)).toEqual(Array.from({ length: 450 }, (_, index) => 450 - index));
});

test('far down a paused list, the rows in sight are brought up to date', async () => {
  const world = engine(1_000);
  const rows = new LiveRows(world.source);
  rows.start();
  await settle();
  rows.pause();
  await rows.loadMore();
  await rows.loadMore();
  rows.setInSight(500, 30);
  world.newest = 1_500;
  world.states.set(1_000 - 510, 'retrying');
  rows.stale();
  await settle();
  expect(rows.state().rows[510]?.state).toBe('retrying');
  expect([rows.state().rows.length, rows.state().newCount, rows.state().isNewCountMore]).toEqual([600, 100, true]);
});

test('the row someone looks at stays when it no longer fits the filter, and says how it stands now', async () => {
  const world = engine(5);
  world.states.set(3, 'retrying');
  const rows = new LiveRows(world.source);
  rows.start();
  await settle();
  rows.pause();
  rows.keep('dlv_000003');
  world.hidden.add(3).add(2);
  rows.stale();
  await settle();
  expect(numbers(rows)).toEqual([5, 4, 3, 1]);
  expect(rows.state().rows[2]?.state).toBe('delivered');
});

test('a row that was just made comes in although the list is paused', async () => {
  const world = engine(3);
  const rows = new LiveRows(world.source);
  rows.start();
  await settle();
  rows.pause();
  world.newest = 4;
  rows.reveal('dlv_000004');
  await settle();
  expect([numbers(rows), rows.state().isFollowing]).toEqual([[4, 3, 2, 1], false]);
});

test('a flood of notices leads to few reads', async () => {
  const world = engine(10);
  const rows = new LiveRows(world.source);
  rows.start();
  await settle();
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
