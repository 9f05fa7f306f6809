import { expect, test } from 'vitest';

import { ask, asSentence, problemOf, ProblemError } from './client';

function outcome(status: number, parts: object) {
  return Promise.resolve({ response: new Response(null, { status }), ...parts });
}

test('an answer comes out as it is', async () => {
  expect(await ask(outcome(200, { data: { id: 'src_1' } }))).toEqual({ id: 'src_1' });
});

test('a refusal keeps code, hint and field, and its detail reads as a sentence', async () => {
  const refusal = outcome(422, {
    error: { code: 'invalid_field', detail: 'the name is empty', hint: 'Say one.', field: 'name' },
  });
  const error = await ask(refusal).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ProblemError);
  expect(problemOf(error)).toEqual({
    code: 'invalid_field',
    detail: 'The name is empty.',
    hint: 'Say one.',
    field: 'name',
  });
});

test('nobody answering is a problem of its own', async () => {
  const error = await ask(Promise.reject(new TypeError('Failed to fetch'))).catch((caught: unknown) => caught);
  expect(problemOf(error).code).toBe('engine_lost');
});

test('a refusal without words is told by its status', async () => {
  const error = await ask(outcome(502, { error: '<html>' })).catch((caught: unknown) => caught);
  expect(problemOf(error).code).toBe('http_502');
});

test('a detail that begins with a value stays as it is', () => {
  expect(asSentence('`x` is no state')).toBe('`x` is no state.');
  expect(asSentence('port 4665 is taken!')).toBe('Port 4665 is taken!');
});
