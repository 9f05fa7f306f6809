import { expect, test } from 'vitest';

import { exportChoices } from './exportChoices';

test('what is marked is exported rather than what is open', () => {
  const all = { kind: 'filtered', query: { q: 'x' } };
  expect(exportChoices({ q: 'x' }, new Set(['dlv_1']), 'dlv_2')).toEqual([{ kind: 'selected', ids: ['dlv_1'] }, all]);
  expect(exportChoices({ q: 'x' }, new Set(), 'dlv_2')).toEqual([{ kind: 'selected', ids: ['dlv_2'] }, all]);
  expect(exportChoices({ q: 'x' }, 'query', 'dlv_2')).toEqual([all]);
});
