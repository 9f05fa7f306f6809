import { expect, test } from 'vitest';

import { isMarked, markedCount, MARKED_MAX, nothingMarked, toggled, withMarked } from './marks';

test('rows are marked one by one, or the query as a whole', () => {
  const one = toggled(nothingMarked, 'a');
  expect([isMarked(one, 'a'), isMarked(one, 'b'), markedCount(one, 1_204)]).toEqual([true, false, 1]);
  expect(markedCount(toggled(one, 'a'), 1_204)).toBe(0);
  expect([isMarked('query', 'b'), markedCount('query', 1_204)]).toEqual([true, 1_204]);
  expect(toggled('query', 'a')).toEqual(nothingMarked);
});

test('a range is marked beside what is marked', () => {
  const marks = withMarked(toggled(nothingMarked, 'a'), ['b', 'c']);
  expect(marks).toEqual(new Set(['a', 'b', 'c']));
  expect(withMarked('query', ['b'])).toEqual(new Set(['b']));
});

test('no more rows are marked than the engine takes', () => {
  const ids = Array.from({ length: MARKED_MAX + 5 }, (_, index) => String(index));
  const marks = withMarked(nothingMarked, ids);
  expect(markedCount(marks, 0)).toBe(MARKED_MAX);
  expect(isMarked(toggled(marks, 'one more'), 'one more')).toBe(false);
});
