import { describe, expect, it } from 'vitest';

import type { MockRule } from '../../../contract';
import { type AnswerDraft, draftOfRule, nameProblem, plainAnswer, plainRule, ruleErrors, ruleOf, rulesProblem } from './mockDraft';
import { moved } from './moved';
import { PRESETS, presetOf } from './presets';
import { parseWait, waitText } from './waitText';

const whole: MockRule = {
  methods: ['POST', 'REPORT'],
  path: '/orders/*',
  filter: { body: { amount: { $gt: 100 } } },
  chance_percent: 30,
  answers: [
    { ...plainAnswer(500), headers: [{ name: 'Retry-After', value: '5' }], body: 'busy', delay_min_ms: 250, delay_max_ms: 1_500 },
    { ...plainAnswer(201), echoes_body: true },
    { ...plainAnswer(202), kind: 'partial', missing_bytes: 4, body: 'half' },
    { ...plainAnswer(200), kind: 'reset', delay_min_ms: 120_000, delay_max_ms: 120_000 },
  ],
  after_last: 'repeat',
};

it('a rule that is only looked at stays what it is', () => {
  expect(ruleOf(draftOfRule(whole))).toEqual(whole);
  for (const { rules } of PRESETS) expect(rules.map((rule) => ruleOf(draftOfRule(rule)))).toEqual(rules);
});

it('a preset is known again after it was saved, and no more once it is changed', () => {
  for (const preset of PRESETS) {
    expect(presetOf(preset.rules.map((rule) => ruleOf(draftOfRule(rule))))).toBe(preset);
  }
  expect(presetOf([])).toBeNull();
  expect(presetOf([plainRule([plainAnswer(201)])])).toBeNull();
});

it('one bound of a wait alone is both, and what is no reply has no content', () => {
  const [answer] = draftOfRule(whole).answers;
  if (!answer) throw new Error('there is one');
  const of = (parts: object) => ruleOf({ ...draftOfRule(whole), answers: [{ ...answer, ...parts }] }).answers[0];
  expect(of({ waitLeast: '2', waitMost: '' })).toMatchObject({ delay_min_ms: 2_000, delay_max_ms: 2_000 });
  expect(of({ waitLeast: '', waitMost: '2 s' })).toMatchObject({ delay_min_ms: 0, delay_max_ms: 2_000 });
  expect(of({ kind: 'drop' })).toEqual({ ...plainAnswer(200), kind: 'drop', delay_min_ms: 250, delay_max_ms: 1_500 });
});

describe('what is wrong', () => {
  const draft = draftOfRule(plainRule([plainAnswer(200)]));
  const answer = draft.answers[0];
  if (!answer) throw new Error('there is one');

  it.each([
    ['path', { path: 'orders' }],
    ['filter', { filter: '{' }],
    ['chance', { chance: '0' }],
    ['chance', { chance: '101' }],
    ['chance', { chance: '1.5' }],
  ] as const)('%s: %j', (field, parts) => {
    const wrong = { ...draft, ...parts };
    expect(ruleErrors(wrong)[field]).toEqual(expect.any(String));
    expect(rulesProblem([draft, wrong])).toMatch(/^Rule 2: /);
  });

  it.each<Partial<AnswerDraft>>([
    { status: '199' },
    { status: '' },
    { kind: 'partial', missingBytes: '0' },
    { waitLeast: 'soon' },
    { waitLeast: '121 s' },
    { waitLeast: '2 s', waitMost: '1 s' },
    { headers: [{ name: 'X y', value: '1' }] },
    { headers: [{ name: 'Content-Length', value: '1' }] },
  ])('an answer: %j', (parts) => {
    const wrong = { ...draft, answers: [{ ...answer, ...parts }] };
    expect(Object.keys(ruleErrors(wrong).answers)).toEqual([answer.key]);
  });

  it('nothing of what is right', () => {
    expect(rulesProblem([draft, draftOfRule(whole)])).toBeNull();
    expect(rulesProblem([{ ...draft, answers: [{ ...answer, kind: 'hang', status: '' }] }])).toBeNull();
  });
});

it.each([
  ['flaky-1_b', true],
  ['', false],
  ['Flaky', false],
  ['a/b', false],
  ['a'.repeat(65), false],
])('the name %j', (name, isRight) => {
  expect(nameProblem(name) === null).toBe(isRight);
});

it.each([
  ['', 0],
  ['250 ms', 250],
  ['1.5', 1_500],
  ['2 m', 120_000],
  ['3 m', null],
  ['x', null],
])('the wait %j', (text, wait_ms) => {
  expect(parseWait(text)).toBe(wait_ms);
});

it('a wait is read as it is written', () => {
  for (const wait_ms of [1, 250, 999, 1_000, 1_500, 120_000]) expect(parseWait(waitText(wait_ms))).toBe(wait_ms);
});

it('moves one element, and only to places there are', () => {
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
});
