import { expect, it } from 'vitest';

import { failureText } from './transformText';

it.each([
  [3, 5, 'Line 3, column 5: no'],
  [3, null, 'Line 3: no'],
  [null, null, 'no'],
])('says where a transform failed: %j, %j', (line, column, text) => {
  expect(failureText({ kind: 'thrown', message: 'no', line, column })).toBe(text);
});
