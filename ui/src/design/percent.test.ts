import { expect, it } from 'vitest';

import { percentText } from './percent';

it('rounds to a tenth, but never to all or nothing', () => {
  const shown = [0, 0.01, 0.1, 33.333, 50, 98.24, 99.9, 99.99, 100].map(percentText);
  expect(shown).toEqual(['0%', '<0.1%', '0.1%', '33.3%', '50%', '98.2%', '99.9%', '>99.9%', '100%']);
});
