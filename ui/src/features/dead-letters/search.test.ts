import { expect, test } from 'vitest';

import { queryOf, readDeadLetterSearch } from './search';
import { selectionOf } from './selectionOf';

test('an address is read as far as it means something', () => {
  expect(readDeadLetterSearch({ reason: 503, from: '1', part: 'bin', odd: 'x', event_type: '' })).toEqual({
    reason: '503',
    from: '1',
    part: 'bin',
  });
  expect(queryOf({ reason: '503', from: '1', until: '2', selected: 'dlv_1' })).toEqual({
    reason: '503',
    received_from_ms: 1,
    received_until_ms: 2,
  });
});

test('what is marked is asked for by ids or by the query', () => {
  expect(selectionOf(new Set(['a']), { reason: '503' })).toEqual({ states: ['dead_letter'], delivery_ids: ['a'] });
  expect(selectionOf('query', { destination_id: 'dst_1', reason: '503', received_from_ms: 1 })).toEqual({
    states: ['dead_letter'],
    from_destination_id: 'dst_1',
    event_type: null,
    reason: '503',
    received_from_ms: 1,
    received_until_ms: null,
    replay_id: null,
  });
});
