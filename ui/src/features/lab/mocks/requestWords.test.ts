import { expect, it } from 'vitest';

import { plainAnswer } from './mockDraft';
import { gotTone, gotWords, pathBelow, ruleWords } from './requestWords';

const got = (parts: object) => ({ rule: 0, step: 0, kind: 'reply' as const, status: 200, delay_ms: 0, ...parts });

it.each([
  [got({}), '200', 'good'],
  [got({ status: 302 }), '302', 'bad'],
  [got({ status: 500 }), '500', 'bad'],
  [got({ kind: 'partial', status: 202 }), '202, broken off', 'bad'],
  [got({ kind: 'drop', status: null }), 'Dropped', 'bad'],
  [got({ kind: 'reset', status: null }), 'Reset', 'bad'],
  [got({ kind: 'hang', status: null }), 'No answer', 'bad'],
] as const)('what a request got: %j', (answer, words, tone) => {
  expect([gotWords(answer), gotTone(answer)]).toEqual([words, tone]);
});

it('names the place in a sequence only where there is one', () => {
  const rules = [{ answers: [plainAnswer(200)] }, { answers: [plainAnswer(500), plainAnswer(200)] }];
  expect(ruleWords(rules, got({ rule: null }))).toBe('No rule');
  expect(ruleWords(rules, got({}))).toBe('Rule 1');
  expect(ruleWords(rules, got({ rule: 1 }))).toBe('Rule 2, answer 1');
  expect(ruleWords([], got({ rule: 2, step: 4 }))).toBe('Rule 3, answer 5');
});

it.each([
  ['/mock/flaky', '/'],
  ['/mock/flaky/', '/'],
  ['/mock/flaky?a=b', '/?a=b'],
  ['/mock/flaky/orders/7?a=b', '/orders/7?a=b'],
])('the path below the address: %s', (target, path) => {
  expect(pathBelow('flaky', target)).toBe(path);
});
