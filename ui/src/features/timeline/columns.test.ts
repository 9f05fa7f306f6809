import { expect, test } from 'vitest';

import { columnsText, columnWidths, pathOf, readColumns, usualColumns } from './columns';

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
  expect(columnWidths(['source', 'body.a'])).toBe('18px minmax(64px, 1fr)');
});
