import { describe, expect, it } from 'vitest';

import { matchesPattern, patternProblem } from './eventTypePattern';

describe('matchesPattern', () => {
  it.each([
    ['order.paid', 'order.paid', true],
    ['order.paid', 'order.paid.late', false],
    ['order.*', 'order.paid', true],
    ['order.*', 'order.item.added', true],
    ['order.*', 'order', false],
    ['order.*', 'orders.paid', false],
    ['*', 'anything', true],
    ['*.deleted', 'customer.deleted', true],
    ['*.deleted', 'customer.deleted.twice', false],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['ab*ba', 'aba', false],
    ['orders/*', 'orders/create', true],
  ])('%s on %s is %s', (pattern, eventType, expected) => {
    expect(matchesPattern(pattern, eventType)).toBe(expected);
  });
});

describe('patternProblem', () => {
  it('takes what the engine takes', () => {
    expect(patternProblem('order.*')).toBeNull();
    expect(patternProblem('*')).toBeNull();
    expect(patternProblem('x'.repeat(256))).toBeNull();
  });

  it('says what is wrong', () => {
    expect(patternProblem('')).toMatch(/Type an event type/);
    expect(patternProblem('order paid')).toMatch(/no spaces/);
    expect(patternProblem('é'.repeat(129))).toMatch(/at most 256 bytes, this one has 258/);
  });
});
