import { expect, test } from 'vitest';

import { changedWhat, kindWord } from './changedWords';

test('what changed has a name', () => {
  expect(changedWhat({ part: 'payload', path: '/amount' })).toBe('amount');
  expect(changedWhat({ part: 'payload', path: '/items/0/price' })).toBe('items[0].price');
  expect(changedWhat({ part: 'header', path: 'content-type' })).toBe('Header content-type');
  expect(changedWhat({ part: 'secret', path: '' })).toBe('Secret');
  expect(kindWord('type_changed')).toBe('other type');
});
