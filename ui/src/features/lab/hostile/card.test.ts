import { describe, expect, it } from 'vitest';

import { cardLines, scoreText, verdictText } from './card';
import { markdownOf } from './markdown';
import { attacks, resultOf, runOf } from './runFixture';

const standings = (run: Parameters<typeof cardLines>[0]) => cardLines(run, attacks).map(({ standing }) => standing);

describe('cardLines', () => {
  it('a run going on has one attack under way and others to come', () => {
    expect(standings(runOf([], { state: 'running' }))).toEqual(['under_way', 'to_come', 'to_come']);
    expect(standings(runOf([resultOf('baseline', 'pass')], { state: 'running' }))).toEqual(['pass', 'under_way', 'to_come']);
  });

  it('what an ended run did not come to was not tried', () => {
    expect(standings(runOf([resultOf('baseline', 'fail')]))).toEqual(['fail', 'not_made', 'not_made']);
  });

  it('an attack this program does not know keeps its word', () => {
    const run = runOf([resultOf('sharks', 'pass')], { attacks: ['sharks'] });
    expect(cardLines(run, attacks)).toMatchObject([{ word: 'sharks', facts: null, standing: 'pass' }]);
  });
});

it('the score counts what applies', () => {
  const results = [resultOf('baseline', 'pass'), resultOf('wrong_secret', 'not_applicable'), resultOf('burst', 'not_judged')];
  expect(scoreText(runOf(results))).toBe('1 of 2 passed');
});

describe('verdictText', () => {
  const pass = attacks.map(({ word }) => resultOf(word, 'pass'));
  it.each([
    ['It does what a correct receiver does.', runOf(pass)],
    ['1 of 3 attacks made.', runOf(pass.slice(0, 1), { state: 'running' })],
    ['Cancelled after 2 of 3 attacks.', runOf(pass.slice(0, 2), { state: 'cancelled' })],
    ['It did not take a right request, so nothing else was tried.', runOf([resultOf('baseline', 'fail')])],
    [
      'It fails at 2 attacks: Wrong secret, Burst.',
      runOf([resultOf('baseline', 'pass'), resultOf('wrong_secret', 'fail'), resultOf('burst', 'fail')]),
    ],
    [
      'It failed at nothing that could be judged.',
      runOf([resultOf('baseline', 'pass'), resultOf('wrong_secret', 'not_judged'), resultOf('burst', 'pass')]),
    ],
  ])('%s', (sentence, run) => {
    expect(verdictText(run, attacks)).toBe(sentence);
  });
});

it('a card as Markdown has one row for each attack, and advice only where it failed', () => {
  const run = runOf([resultOf('baseline', 'pass'), resultOf('wrong_secret', 'fail', 'It answered 200 | twice:\nit took it.')]);
  expect(markdownOf(run, attacks)).toBe(`## 1 of 2 passed: \`http://localhost:3000/webhooks\`

It fails at 1 attack: Wrong secret. Signed like Stripe, 2026-03-03 14:05 UTC.

| Attack | Result | What was sent | What the receiver did | What a correct receiver does |
|---|---|---|---|---|
| A right request | Passed | A right request is sent. | It answered. | Copes with A right request. |
| Wrong secret | Failed | Wrong secret is sent. | It answered 200 \\| twice: it took it. | Copes with Wrong secret. |
| Burst | Not tried | Burst is sent. |  | Copes with Burst. |

### What to do

- **Wrong secret**: Mind Wrong secret.
`);
});
