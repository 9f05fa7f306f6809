import { expect, test } from 'vitest';

import { type Branch, branchAt, jsonPath, rowAt, rowCount, rowOf, withBranch } from './treeRows';

const leafBranch = (at: number, childCount: number, key: string | null = null, isList = false): Branch => ({
  at,
  key,
  isList,
  childCount,
  open: {},
});
const root = leafBranch(0, 3);
const opened = withBranch(withBranch(root, [1], leafBranch(10, 1_000_000, 'items', true)), [1, 5], leafBranch(50, 2));

test('open branches push down what is below them', () => {
  expect(rowCount(root)).toBe(3);
  expect(rowCount(opened)).toBe(1_000_005);
  const paths = [0, 1, 2, 7, 8, 9, 10, 1_000_003, 1_000_004, 1_000_005].map((row) => rowAt(opened, row)?.path);
  expect(paths).toEqual([[0], [1], [1, 0], [1, 5], [1, 5, 0], [1, 5, 1], [1, 6], [1, 999_999], [2], undefined]);
});

test('a row is found again by its path', () => {
  for (const row of [0, 1, 2, 7, 8, 9, 10, 500_000, 1_000_003, 1_000_004]) {
    expect(rowOf(opened, rowAt(opened, row)?.path ?? [])).toBe(row);
  }
});

test('a branch that is closed takes what is below it along', () => {
  const closed = withBranch(opened, [1], null);
  expect(rowCount(closed)).toBe(3);
  expect(branchAt(opened, [1, 5])?.at).toBe(50);
  expect(branchAt(closed, [1, 5])).toBeUndefined();
});

test('paths are JSONPath', () => {
  expect(jsonPath(opened, [1, 5, 1], 'odd "key"')).toBe('$.items[5]["odd \\"key\\""]');
  expect(jsonPath(opened, [1, 7], null)).toBe('$.items[7]');
  expect(jsonPath(opened, [0], 'id')).toBe('$.id');
  expect(jsonPath(opened, [], null)).toBe('$');
});
