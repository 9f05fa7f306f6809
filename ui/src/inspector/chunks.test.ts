import { expect, test } from 'vitest';

import { chunksFor, lineRange } from './chunks';

test('at the top, the lines in sight and a few more', () => {
  expect(lineRange(0, 360, 318_000)).toEqual({ first: 0, end: 40 });
});

test('far down, only the lines there', () => {
  expect(lineRange(18 * 100_000, 360, 318_000)).toEqual({ first: 99_980, end: 100_040 });
});

test('never beyond the last line', () => {
  expect(lineRange(18 * 10, 360, 12)).toEqual({ first: 0, end: 12 });
  expect(lineRange(0, 360, 0)).toEqual({ first: 0, end: 0 });
});

test('a range asks for the chunks it touches, and for the first one', () => {
  expect(chunksFor({ first: 0, end: 40 })).toEqual([0]);
  expect(chunksFor({ first: 390, end: 410 })).toEqual([0, 200, 400]);
  expect(chunksFor({ first: 100_000, end: 100_060 })).toEqual([0, 100_000]);
});
