import { expect, test } from 'vitest';

import type { SavedView } from '../../../contract';
import { countedOf, rowCountText } from './viewCounts';

const view = (id: string, filter: string, grouping: SavedView['grouping'] = 'none'): SavedView => ({
  id,
  name: id,
  filter,
  columns: [],
  grouping,
  created_at_ms: 0,
});

test('views are counted as the timeline shows them, and those that name nothing are not', () => {
  const views = [
    view('viw_1', 'state:failed source:shop'),
    view('viw_2', 'source:gone'),
    view('viw_3', 'code:5xx', 'issue'),
    view('viw_4', 'body:cus_1', 'issue'),
    view('viw_5', 'value:id=1', 'event'),
  ];
  expect(countedOf(views, [{ id: 'src_1', name: 'Shop' }], [])).toEqual([
    { id: 'viw_1', filter: { state: 'failed', source_id: 'src_1' } },
    { id: 'viw_3', filter: { status: '5xx', group: 'issue' } },
    { id: 'viw_5', filter: { body_path: 'id', body_value: '1', group: 'event' } },
  ]);
});

test('a count that stops says so', () => {
  expect(rowCountText({ rows: 7, is_at_least: false })).toBe('7');
  expect(rowCountText({ rows: 1000, is_at_least: true })).toBe('1,000+');
  expect(rowCountText({ rows: 0, is_at_least: true })).toBe('');
});
