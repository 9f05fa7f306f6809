import { expect, test } from 'vitest';

import { bodyColumnText, columnsText, columnWidths, groupedColumns, pathOf, readColumns, usualColumns } from './columns';

test('columns are read as far as they are known, each once', () => {
  expect(readColumns(undefined)).toBe(usualColumns);
  expect(readColumns('weather,')).toBe(usualColumns);
  expect(readColumns('type,body.data.amount,weather,type,body.')).toEqual(['type', 'body.data.amount']);
});

test('the usual columns need no words, and others are read as they were written', () => {
  expect(columnsText([...usualColumns])).toBeUndefined();
  const columns = ['state', 'body.a["x,y"][0]', 'body.100%'] as const;
  expect(readColumns(columnsText(columns))).toEqual(columns);
});

test('a column of the body leads to a value', () => {
  expect([pathOf('state'), pathOf('body.data.items[0].sku')]).toEqual([null, 'data.items[0].sku']);
});

test('a value of the body is shown behind the usual columns', () => {
  const column = 'body.items[0]["a, b"]';
  expect(readColumns(bodyColumnText('items[0]["a, b"]'))).toEqual([...usualColumns, column]);
});

test('the widths make room for what opens a group', () => {
  expect(columnWidths(['source', 'body.a'])).toEqual({ template: '18px minmax(64px, 1fr)', least: 114 });
  expect(columnWidths(['source'], 'event')).toEqual({ template: '40px 18px', least: 90 });
});

test('of the usual columns some give way to groups, chosen ones do not', () => {
  expect(groupedColumns(usualColumns, 'event')).not.toContain('source');
  expect(groupedColumns(usualColumns, 'issue')).toEqual(['state', 'received', 'type', 'destination', 'code']);
  const chosen = readColumns('source,latency');
  expect(groupedColumns(chosen, 'issue')).toBe(chosen);
});
