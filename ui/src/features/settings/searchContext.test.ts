import { expect, test } from 'vitest';

import { isFound } from './searchContext';

test.each([
  ['', ['Theme', 'theme'], true],
  ['theme', ['Theme', 'theme'], true],
  ['retention days', ['Keep events', 'retention.days', undefined], true],
  ['days keep', ['Keep events', 'retention.days'], true],
  ['keep hours', ['Keep events', 'retention.days'], false],
])('%j in %j', (query, words, expected) => {
  expect(isFound(query, words)).toBe(expected);
});
