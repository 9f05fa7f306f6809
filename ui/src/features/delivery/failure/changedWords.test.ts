import { expect, test } from 'vitest';

import { changedWhat, dotted, kindWord } from './changedWords';

test('a pointer is read as a path', () => {
  expect(dotted('/data/items/0/a~1b')).toBe('data.items.0.a/b');
  expect(dotted('')).toBe('The whole payload');
});

test('what changed has a name', () => {
  expect(changedWhat({ part: 'payload', path: '/amount' })).toBe('amount');
  expect(changedWhat({ part: 'header', path: 'content-type' })).toBe('Header content-type');
  expect(changedWhat({ part: 'secret', path: '' })).toBe('Secret');
  expect(kindWord('type_changed')).toBe('other type');
});
