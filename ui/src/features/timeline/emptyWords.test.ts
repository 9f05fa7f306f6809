import { expect, test } from 'vitest';

import { emptyWords } from './emptyWords';

test.each([
  [{}, 'No events yet.'],
  [{ state: 'failed' }, 'Nothing is failing.'],
  [{ state: 'dead_letter' }, 'Nothing gave up.'],
  [{ state: 'waiting' }, 'Nothing is waiting.'],
  [{ state: 'failed', type: 'order.*' }, 'No events match.'],
  [{ q: 'blue' }, 'No events match.'],
])('%o: %s', (filter, title) => {
  expect(emptyWords(filter, 3).title).toBe(title);
});

test('a filter says how much it hides', () => {
  expect(emptyWords({ q: 'blue' }, 1_042_118).children).toBe('1,042,118 events are hidden by this filter.');
  expect(emptyWords({ q: 'blue' }, 1).children).toBe('1 event is hidden by this filter.');
  expect(emptyWords({ q: 'blue' }, 0).children).toBeUndefined();
});
