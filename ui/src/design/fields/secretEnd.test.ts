import { expect, it } from 'vitest';

import { secretEnd } from './secretEnd';

it('says until when a secret is in use', () => {
  const when = (at_ms: number) => `t${at_ms}`;
  expect(secretEnd(null, 5, when)).toBeNull();
  expect(secretEnd(9, 5, when)).toBe('in use until t9');
  expect(secretEnd(5, 5, when)).toBe('retired');
});
