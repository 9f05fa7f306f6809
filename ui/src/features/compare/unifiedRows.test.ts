import { expect, test } from 'vitest';

import type { LineRow } from '../../contract';
import { unifiedRows } from './unifiedRows';

const line = (number: number, text: string) => ({ number, text, cut_bytes: 0, parts: [] });
const row = (kind: LineRow['kind'], left: string | null, right: string | null): LineRow => ({
  kind,
  folded: kind === 'folded' ? 9 : null,
  left: left === null ? null : line(1, left),
  right: right === null ? null : line(2, right),
});

test('lines that changed together stand old before new', () => {
  const rows = [
    row('same', 'a', 'a'),
    row('changed', 'b', 'B'),
    row('changed', 'c', 'C'),
    row('added', null, 'd'),
    row('folded', 'e', 'e'),
    row('removed', 'f', null),
  ];
  const lines = unifiedRows(rows).map((unified) => (unified.kind === 'folded' ? '…' : unified.shown.sign + unified.shown.line.text));
  expect(lines).toEqual([' a', '−b', '−c', '+B', '+C', '+d', '…', '−f']);
});

test('a line knows its number on the other side and its row', () => {
  const [first, second] = unifiedRows([row('same', 'a', 'a'), row('changed', 'b', 'B')]);
  expect(first).toMatchObject({ at: 0, shown: { line: { number: 1 }, otherNumber: 2 } });
  expect(second).toMatchObject({ at: 1, shown: { otherNumber: null } });
});
