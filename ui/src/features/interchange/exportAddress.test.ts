import { expect, test } from 'vitest';

import { exportName, exportPath } from './exportAddress';

test('a selection is named by ids, a filter by its words', () => {
  expect(exportPath({ kind: 'selected', ids: ['evt_1', 'dlv_2'] }, 'har')).toBe('/api/v1/exports?format=har&ids=evt_1%2Cdlv_2');
  expect(exportPath({ kind: 'filtered', query: { state: 'dead_letter', q: undefined, event_type: 'order.*' } }, 'curl')).toBe(
    '/api/v1/exports?format=curl&state=dead_letter&event_type=order.*',
  );
});

test('the name of the file says when', () => {
  expect(exportName('bundle', new Date(2026, 0, 5, 7, 3))).toBe('events-2026-01-05-0703.tacklebox.jsonl');
});
