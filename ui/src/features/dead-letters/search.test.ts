import { expect, test } from 'vitest';

import { queryOf, readDeadLetterSearch } from './search';
import { isMarked, markedCount, nothingMarked, selectionOf, toggled } from './marks';

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

test('rows are marked one by one, or the query as a whole', () => {
  const one = toggled(nothingMarked, 'a');
  expect([isMarked(one, 'a'), isMarked(one, 'b'), markedCount(one, 1_204)]).toEqual([true, false, 1]);
  expect(markedCount(toggled(one, 'a'), 1_204)).toBe(0);
  expect([isMarked('query', 'b'), markedCount('query', 1_204)]).toEqual([true, 1_204]);
  expect(toggled('query', 'a')).toEqual(nothingMarked);
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
