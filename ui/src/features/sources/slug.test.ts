import { expect, it } from 'vitest';

import { slugFromName, slugProblem } from './slug';

it.each([
  ['Shop – Dev', 'shop-dev'],
  ['GitHub', 'github'],
  ['  Café №1!  ', 'cafe-no1'],
  ['日本', ''],
  ['x'.repeat(80), 'x'.repeat(64)],
])('the name %j suggests the slug %j', (name, slug) => {
  expect(slugFromName(name)).toBe(slug);
  expect(slugProblem(slug)).toBeNull();
});

it('says why a text is no slug', () => {
  expect(slugProblem('Shop Dev')).toMatch(/small letters/);
  expect(slugProblem('x'.repeat(65))).toMatch(/64/);
});
