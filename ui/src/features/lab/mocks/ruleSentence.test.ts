import { describe, expect, it } from 'vitest';

import type { MockAnswer, MockRule } from '../../../contract';
import { plainAnswer, plainRule } from './mockDraft';
import { PRESETS } from './presets';
import { mockSentence, ruleSentence } from './ruleSentence';

const answers = (...statuses: number[]) => statuses.map(plainAnswer);
const rule = (parts: Partial<MockRule>): MockRule => ({ ...plainRule(answers(200)), ...parts });
const answer = (parts: Partial<MockAnswer>): MockAnswer => ({ ...plainAnswer(200), ...parts });

describe('ruleSentence', () => {
  it.each<[string, Partial<MockRule>]>([
    ['Any request gets 200.', {}],
    ['Any POST request to /orders/* gets 200.', { methods: ['POST'], path: '/orders/*' }],
    ['Any GET, PUT or DELETE request gets 200.', { methods: ['GET', 'PUT', 'DELETE'] }],
    ['Any request that passes the filter gets 200.', { filter: { body: { a: 1 } } }],
    ['30 % of POST requests that pass the filter get 503.', { chance_percent: 30, methods: ['POST'], filter: {}, answers: answers(503) }],
    ['Any request gets 500 twice, then 200 from then on.', { answers: answers(500, 500, 200) }],
    ['Any request gets 500 twice, then 200, over and over.', { answers: answers(500, 500, 200), after_last: 'repeat' }],
    ['Any request gets 503 4 times, then 200 twice, over and over.', { answers: answers(503, 503, 503, 503, 200, 200), after_last: 'repeat' }],
    ['Any request gets 200, then 500 from then on.', { answers: answers(200, 500, 500, 500) }],
    ['Any request gets 200.', { answers: answers(200, 200), after_last: 'repeat' }],
  ])('%s', (sentence, parts) => {
    expect(ruleSentence(rule(parts))).toBe(sentence);
  });

  it.each<[string, Partial<MockAnswer>]>([
    ['200 after 5 s', { delay_min_ms: 5_000, delay_max_ms: 5_000 }],
    ['200 after 250 ms to 1.5 s', { delay_min_ms: 250, delay_max_ms: 1_500 }],
    ['200 after 0 s to 2 s', { delay_max_ms: 2_000 }],
    ['201 with its own body', { status: 201, echoes_body: true }],
    ['a 202 that breaks off', { status: 202, kind: 'partial' }],
    ['a closed connection', { kind: 'drop' }],
    ['a reset connection after 1 s', { kind: 'reset', delay_min_ms: 1_000, delay_max_ms: 1_000 }],
    ['no answer', { kind: 'hang' }],
  ])('an answer: %s', (words, parts) => {
    expect(ruleSentence(rule({ answers: [answer(parts)] }))).toBe(`Any request gets ${words}.`);
  });

  it('says of every preset what it is called', () => {
    expect(PRESETS.map(({ rules }) => rules.map(ruleSentence))).toEqual([
      ['Any request gets 200.'],
      ['Any request gets 500 twice, then 200 from then on.'],
      ['Any request gets 200 after 5 s.'],
      ['30 % of requests get 503.', 'Any request gets 200.'],
      ['Any request gets a closed connection.'],
      ['Any request gets 429, then 200, over and over.'],
    ]);
  });
});

it('says of a mock what its first rule does, and how many there are more', () => {
  expect(mockSentence([])).toBe('Any request gets 200.');
  expect(mockSentence([rule({ answers: answers(500) }), rule({})])).toBe('Any request gets 500. 1 more rule.');
  expect(mockSentence([rule({}), rule({}), rule({})])).toBe('Any request gets 200. 2 more rules.');
});
