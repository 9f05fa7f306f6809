import { expect, test } from 'vitest';

import { replayOf } from './replayOfMarks';

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
  expect(replayOf('query', { body_contains: 'cus_1' }, 0)).toEqual({ whyNot: expect.stringMatching(/bodies/) });
  expect(replayOf('query', { body_path: 'id', body_value: '1' }, 0)).toHaveProperty('whyNot');
  expect(replayOf('query', { state: 'delivered,failed,dead_letter' }, 0).what).toEqual({ states: ['delivered', 'dead_letter'] });
});
