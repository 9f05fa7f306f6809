import { expect, test } from 'vitest';

import { answeredAttempts, pairOf } from './answeredAttempts';
import { attempt, delivery } from './deliveryFixture';

const unanswered = attempt(2, { response: null });

test('attempts without an answer are left out, those of the original come first', () => {
  const original = delivery({ id: 'dlv_0', attempts: [attempt(1, { id: 'att_0' })] });
  const replay = delivery({ replay_of: 'dlv_0', attempts: [attempt(1), unanswered, attempt(3)] });
  const found = answeredAttempts(replay, original).map(({ id, isOfOriginal }) => [id, isOfOriginal]);
  expect(found).toEqual([
    ['att_0', true],
    ['att_1', false],
    ['att_3', false],
  ]);
});

test('the last two are compared unless others are chosen', () => {
  const answered = answeredAttempts(delivery({ attempts: [attempt(1), attempt(2), attempt(3)] }), null);
  expect(pairOf(answered, {})).toEqual({ left: 'att_2', right: 'att_3' });
  expect(pairOf(answered, { left: 'att_1', right: 'gone' })).toEqual({ left: 'att_1', right: 'att_3' });
  expect(pairOf(answered.slice(0, 1), {})).toBeNull();
});
