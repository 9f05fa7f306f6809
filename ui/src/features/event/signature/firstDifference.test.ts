import { expect, it } from 'vitest';

import { firstDifference } from './firstDifference';

it('finds where two texts part', () => {
  expect(firstDifference('sha256=ab12', 'sha256=ab92')).toEqual({ same: 'sha256=ab', rest: '12' });
  expect(firstDifference('abc', 'abc')).toEqual({ same: 'abc', rest: '' });
  expect(firstDifference('abc', '')).toEqual({ same: '', rest: 'abc' });
  expect(firstDifference('ab', 'abc')).toEqual({ same: 'ab', rest: '' });
});
