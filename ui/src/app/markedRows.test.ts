import { expect, test } from 'vitest';

import { exportChoices, replayOf } from './markedRows';

test('marked rows are replayed by their ids, as far as they are deliveries', () => {
  const states = ['delivered', 'dead_letter', 'cancelled'];
  expect(replayOf(new Set(['dlv_1', 'evt_2']), {}, 0)).toEqual({ what: { states, delivery_ids: ['dlv_1'] } });
  expect(replayOf(new Set(['evt_2']), {}, 0)).toHaveProperty('whyNot');
});

test('all that matches is replayed by the whole filter', () => {
  const query = { state: 'failed', event_type: 'order.*', destination_id: 'dst_1', q: 'pa', status: '5xx', latency_ms_min: 2, attempts_min: 3, last_ms: 60, until_ms: 900 };
  expect(replayOf('query', query, 1_000).what).toEqual({
    states: ['dead_letter'],
    event_type: 'order.*',
    from_destination_id: 'dst_1',
    q: 'pa',
    status: '5xx',
    latency_ms_min: 2,
    attempts_min: 3,
    since_ms: 940,
    until_ms: 900,
  });
  expect(replayOf('query', { state: 'waiting' }, 0)).toHaveProperty('whyNot');
  expect(replayOf('query', { state: 'delivered,failed,dead_letter' }, 0).what).toEqual({ states: ['delivered', 'dead_letter'] });
});

test('what is marked is exported rather than what is open', () => {
  const all = { kind: 'filtered', query: { q: 'x' } };
  expect(exportChoices({ q: 'x' }, new Set(['dlv_1']), 'dlv_2')).toEqual([{ kind: 'selected', ids: ['dlv_1'] }, all]);
  expect(exportChoices({ q: 'x' }, new Set(), 'dlv_2')).toEqual([{ kind: 'selected', ids: ['dlv_2'] }, all]);
  expect(exportChoices({ q: 'x' }, 'query', 'dlv_2')).toEqual([all]);
});
