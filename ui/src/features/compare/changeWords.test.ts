import { expect, test } from 'vitest';

import { type ChangeKind, changeLine, ignoringPattern, typeWord } from './changeWords';

test.each([
  ['{"a":1}', 'object'],
  ['[]', 'list'],
  ['"4200"', 'text'],
  ['4200', 'number'],
  ['-1', 'number'],
  ['false', 'true or false'],
  ['null', 'null'],
])('%s is of type %s', (json, word) => expect(typeWord(json)).toBe(word));

test('a change is told in one line', () => {
  const line = (kind: ChangeKind, left: string | null, right: string | null, rightPath: string | null = null) =>
    changeLine({ kind, left, right, rightPath });
  expect(line('type_changed', '4200', '"4200"')).toBe('number → text');
  expect(line('value_changed', '1.0', '1.00')).toBe('1.0 → 1.00');
  expect(line('added', null, '{}')).toBe('object');
  expect(line('value_changed', '1', `"${'x'.repeat(99)}"`)).toBe(`1 → "${'x'.repeat(22)}…`);
  expect(line('moved', '{}', '{}', '/lines/0')).toBe('→ lines[0]');
});

test('a step with a comma is ignored with its neighbours', () => {
  expect(ignoringPattern('/data/a,b/id')).toBe('/data/*/id');
  expect(ignoringPattern('/data/id')).toBe('/data/id');
});
