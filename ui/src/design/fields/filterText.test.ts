import { describe, expect, it } from 'vitest';

import { filterText, parseFilter } from './filterText';

describe('parseFilter', () => {
  it('takes nothing as no filter', () => {
    expect(parseFilter(' \n')).toEqual({ filter: null });
  });

  it('reads what filterText writes', () => {
    const filter = { body: { amount: { $gt: 100 } } };
    expect(parseFilter(filterText(filter))).toEqual({ filter });
    expect(filterText(null)).toBe('');
  });

  it.each(['{', '[]', '"body"', 'null'])('refuses %j', (text) => {
    expect(parseFilter(text)).toEqual({ problem: expect.any(String) });
  });
});
