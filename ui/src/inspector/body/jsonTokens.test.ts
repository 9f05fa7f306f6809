import { expect, test } from 'vitest';

import { jsonTokens } from './jsonTokens';

const kinds = (line: string) =>
  jsonTokens(line)
    .filter(({ kind }) => kind !== 'plain')
    .map(({ kind, text }) => [kind, text]);

test('keys, strings, numbers and literals are told apart', () => {
  expect(kinds('  "amount": -42.5e3, "paid": true, "to": null, "name": "a: 1"')).toEqual([
    ['key', '"amount"'],
    ['number', '-42.5e3'],
    ['key', '"paid"'],
    ['literal', 'true'],
    ['key', '"to"'],
    ['literal', 'null'],
    ['key', '"name"'],
    ['string', '"a: 1"'],
  ]);
});

test('a quote inside a string does not end it', () => {
  expect(kinds('"say \\"hi\\""')).toEqual([['string', '"say \\"hi\\""']]);
});

test('a string cut off at the end of a long line is still a string', () => {
  expect(kinds('"data": "AAAA')).toEqual([
    ['key', '"data"'],
    ['string', '"AAAA'],
  ]);
});

test('the pieces put together are the line', () => {
  for (const line of ['', '{', '  ],', '<p>not "json" 5</p>', '"a" : [1, 2e, tru]']) {
    expect(
      jsonTokens(line)
        .map(({ text }) => text)
        .join(''),
    ).toBe(line);
  }
});
