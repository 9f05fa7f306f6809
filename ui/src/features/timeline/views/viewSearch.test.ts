import { expect, test } from 'vitest';

import type { SavedView } from '../../../contract';
import { differs, keptOf, searchOf } from './viewSearch';

const view: SavedView = {
  id: 'viw_1',
  name: 'Large',
  filter: 'state:failed,held type:order.* source:"My shop" latency:>2s blue',
  columns: ['state', 'body.data.amount'],
  grouping: 'event',
  created_at_ms: 0,
};

test('a view comes back from its address as it was saved', () => {
  const search = searchOf(view);
  expect(search).toEqual({
    view: 'viw_1',
    state: 'failed,held',
    type: 'order.*',
    source: 'My shop',
    latency: '>2s',
    q: 'blue',
    columns: 'state,body.data.amount',
    group: 'event',
  });
  expect(keptOf(search)).toEqual({ filter: view.filter, columns: view.columns, grouping: 'event' });
});

test('the usual columns and no grouping are not kept', () => {
  expect(keptOf({ selected: 'dlv_1' })).toEqual({ filter: '', columns: [], grouping: 'none' });
  expect(searchOf({ ...view, filter: '', columns: [], grouping: 'none' })).toEqual({ view: 'viw_1' });
});

test('what is open does not make another view of it, and another filter, column or group does', () => {
  const search = searchOf(view);
  expect(differs({ ...search, selected: 'dlv_1', tab: 'why' }, view)).toBe(false);
  expect(differs({ ...search, state: 'failed' }, view)).toBe(true);
  expect(differs({ ...search, columns: 'state' }, view)).toBe(true);
  expect(differs({ ...search, group: 'issue' }, view)).toBe(true);
});
