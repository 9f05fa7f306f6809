import { expect, test } from 'vitest';

import { choicesOf } from './choices';

test('an unusual number that is set can be seen and kept', () => {
  const labels = choicesOf([7, 30], 14, String).map(({ label }) => label);
  expect(labels).toEqual(['7', '14', '30']);
  expect(choicesOf([7, 30], 7, String)).toHaveLength(2);
  expect(choicesOf([7, 30], null, String)).toHaveLength(2);
});
