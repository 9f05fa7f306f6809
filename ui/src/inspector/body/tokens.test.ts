import { expect, test } from 'vitest';

import { markedPieces, tokensOf } from './tokens';

const kinds = (content: Parameters<typeof tokensOf>[0], line: string) =>
  tokensOf(content, line)
    .filter(({ kind }) => kind !== 'plain')
    .map(({ kind, text }) => [kind, text]);

test('tags, attributes and comments of markup are told apart', () => {
  expect(kinds('xml', '  <line sku="fly &gt; rod" n=\'2\'/> 5 < 6 <!-- x="1" -->')).toEqual([
    ['key', '<line'],
    ['number', 'sku'],
    ['string', '"fly &gt; rod"'],
    ['number', 'n'],
    ['string', "'2'"],
    ['key', '/>'],
    ['literal', '<!-- x="1" -->'],
  ]);
});

test('fields of a form have a name and a value, and JSON below them is JSON', () => {
  expect(kinds('form', 'From = +49 = 1')).toEqual([['key', 'From'], ['string', '+49 = 1']]);
  expect(kinds('form', 'payload =')).toEqual([['key', 'payload']]);
  expect(kinds('form', '  "n": 1,')).toEqual([['key', '"n"'], ['number', '1']]);
});

test('the pieces put together are the line, with marks and without', () => {
  for (const content of ['json', 'xml', 'form', 'text'] as const) {
    for (const line of ['', '<a b="c', '"a": [1, tru]', 'x = y', 'ü𝄞<']) {
      const tokens = tokensOf(content, line);
      expect(tokens.map(({ text }) => text).join('')).toBe(line);
      const marked = markedPieces(tokens, [{ start: 1, end: 3 }, { start: 4, end: 5 }]);
      expect(marked.map(({ text }) => text).join('')).toBe(line);
    }
  }
});

test('a mark goes over the ends of tokens', () => {
  const pieces = markedPieces(tokensOf('json', '"a": 1'), [{ start: 2, end: 6 }]);
  expect(pieces.filter(({ isMarked }) => isMarked).map(({ text }) => text)).toEqual(['"', ':', ' ', '1']);
});
