import { expect, test } from 'vitest';

import { chunksFor, drawn, HEIGHT_MAX, lineAt, LINE_HEIGHT, offsetOf, placeAt, scrolled, wholeHeight } from './scrolling';

const plain = (total: number) => ({ total, extra: new Map<number, number>() });
const view = 360;

test('a short list scrolls as it stands', () => {
  const place = scrolled({ scrollTop: 0, top: 0 }, 1_800, { whole: 18_000, view });
  expect(place).toEqual({ scrollTop: 1_800, top: 1_800 });
  expect(drawn(place, view, plain(1_000))).toEqual({ first: 80, end: 141, offset: 80 * LINE_HEIGHT });
});

test('never beyond the last line, and nothing of nothing', () => {
  expect(drawn({ scrollTop: 0, top: 0 }, view, plain(12))).toMatchObject({ first: 0, end: 12 });
  expect(drawn({ scrollTop: 0, top: 0 }, view, plain(0))).toMatchObject({ first: 0, end: 0 });
});

const lengths = { whole: 90_000_000, view };

test('in a very long list a wheel moves by its pixels and a dragged bar in proportion', () => {
  const wheel = scrolled({ scrollTop: 1_000, top: 11_000 }, 1_100, lengths);
  expect(wheel).toEqual({ scrollTop: 1_100, top: 11_100 });
  const drag = scrolled(wheel, HEIGHT_MAX / 2, lengths);
  expect(Math.abs(drag.top - lengths.whole / 2)).toBeLessThan(2_500);
});

test('both ends of a very long list are reached', () => {
  const end = scrolled({ scrollTop: 0, top: 0 }, HEIGHT_MAX - view, lengths);
  expect(end.top).toBe(lengths.whole - view);
  const start = scrolled(end, 0, lengths);
  expect(start).toEqual({ scrollTop: 0, top: 0 });
});

test('an element that ends before the list is set back, and the list goes on', () => {
  const middle = placeAt(45_000_000, lengths);
  let place = { ...middle, scrollTop: HEIGHT_MAX - view - 100 };
  place = scrolled(place, HEIGHT_MAX - view, lengths);
  expect(place.top).toBe(45_000_100);
  expect(Math.abs(place.scrollTop - middle.scrollTop)).toBeLessThan(100);
});

test('every line of a very long list can be put at the upper edge', () => {
  const heights = plain(5_000_000);
  for (const line of [0, 1, 444_444, 4_999_979]) {
    const place = placeAt(offsetOf(line, heights), { whole: wholeHeight(heights), view });
    const range = drawn(place, view, heights);
    expect(range.offset + (line - range.first) * LINE_HEIGHT).toBe(place.scrollTop);
  }
});

test('wrapped lines push down what is below them', () => {
  const heights = { total: 10, extra: new Map([[5, 36], [2, 18]]) };
  expect(wholeHeight(heights)).toBe(10 * LINE_HEIGHT + 54);
  expect([0, 2, 3, 5, 6].map((line) => offsetOf(line, heights))).toEqual([0, 36, 72, 108, 162]);
  expect([0, 36, 71, 72, 108, 161, 162, 9_999].map((pixel) => lineAt(pixel, heights))).toEqual([0, 2, 2, 3, 5, 5, 6, 9]);
});

test('a range asks for the chunks it touches', () => {
  expect(chunksFor({ first: 0, end: 40 }, 200)).toEqual([0]);
  expect(chunksFor({ first: 390, end: 410 }, 200)).toEqual([200, 400]);
  expect(chunksFor({ first: 0, end: 0 }, 200)).toEqual([]);
});
