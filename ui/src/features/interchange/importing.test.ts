import { expect, test } from 'vitest';

import { looksImportable } from './importing';

test.each([
  ['curl https://example.com', true],
  ['  $ curl -X POST http://x', true],
  ['{"a":1}', true],
  ['\n[1]', true],
  ['curling', false],
  ['a word', false],
  ['evt_019acf00', false],
  ['', false],
])('%s is taken for an import: %s', (text, expected) => {
  expect(looksImportable(text)).toBe(expected);
});
