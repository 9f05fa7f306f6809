import { expect, test } from 'vitest';

import { comparableAttempts, pairOf } from './comparableAttempts';
import { attempt, delivery } from './deliveryFixture';

const unanswered = attempt(4, { response: null });

test('attempts of the original come first', () => {
  const original = delivery({ id: 'dlv_0', attempts: [attempt(1, { id: 'att_0' })] });
  const replay = delivery({ replay_of: 'dlv_0', attempts: [attempt(1), unanswered] });
  expect(comparableAttempts(replay, original).map(({ id, status, isOfOriginal }) => [id, status, isOfOriginal])).toEqual([
    ['att_0', 503, true],
    ['att_1', 503, false],
    ['att_4', null, false],
  ]);
});

const ids = (pair: ReturnType<typeof pairOf>) => pair && [pair.left.id, pair.right.id];

test('the last two with an answer are compared unless others are chosen', () => {
  const attempts = comparableAttempts(delivery({ attempts: [attempt(1), attempt(2), attempt(3), unanswered] }), null);
  expect(ids(pairOf(attempts, {}))).toEqual(['att_2', 'att_3']);
  expect(ids(pairOf(attempts, { left: 'att_1', right: 'gone' }))).toEqual(['att_1', 'att_3']);
  expect(ids(pairOf(attempts, { right: 'att_4' }))).toEqual(['att_2', 'att_4']);
  expect(pairOf(attempts.slice(0, 1), {})).toBeNull();
});

test('without two answers the last two are offered all the same', () => {
  const attempts = comparableAttempts(delivery({ attempts: [attempt(1), unanswered] }), null);
  expect(ids(pairOf(attempts, {}))).toEqual(['att_1', 'att_4']);
});
