import { describe, expect, test } from 'vitest';

import { OVERSCAN_ROWS, rowAfterKey, rowWindow, topFor, type Viewport } from './window';

const viewport: Viewport = { top: 0, height: 280, rowHeight: 28, rowCount: 1_000_000 };

describe('the rows drawn', () => {
  test('at the top: those in sight and the overscan below', () => {
    expect(rowWindow(viewport)).toEqual({ first: 0, count: 10 + OVERSCAN_ROWS });
  });

  test('in the middle: overscan on both sides', () => {
    expect(rowWindow({ ...viewport, top: 28_000 })).toEqual({ first: 980, count: 10 + 2 * OVERSCAN_ROWS });
  });

  test('at the very end: nothing beyond the last row', () => {
    const { first, count } = rowWindow({ ...viewport, top: 28 * 1_000_000 - 280 });
    expect(first + count).toBe(1_000_000);
  });

  test('a half-seen row is drawn', () => {
    const { first, count } = rowWindow({ ...viewport, top: 14, rowCount: 11 });
    expect([first, count]).toEqual([0, 11]);
  });

  test('rubber-band scrolling above the top is no reason to draw nothing', () => {
    expect(rowWindow({ ...viewport, top: -60 }).first).toBe(0);
  });

  test('a list that shrank under a deep scroll still draws its end', () => {
    expect(rowWindow({ ...viewport, top: 28_000, rowCount: 5 })).toEqual({ first: 0, count: 5 });
  });

  test('no rows, nothing drawn', () => {
    expect(rowWindow({ ...viewport, rowCount: 0 })).toEqual({ first: 0, count: 0 });
  });
});

describe('scrolling to a row', () => {
  test.each([
    ['a row in sight moves nothing', 5, 0, 0],
    ['a row below comes in at the bottom', 10, 0, 28],
    ['a row above comes in at the top', 2, 560, 56],
  ])('%s', (_name, index, scrollTop, expected) => {
    expect(topFor(index, { ...viewport, top: scrollTop })).toBe(expected);
  });
});

describe('keys', () => {
  test.each([
    ['j', -1, 0],
    ['k', -1, 0],
    ['ArrowDown', 4, 5],
    ['k', 0, 0],
    ['j', 999_999, 999_999],
    ['PageDown', 0, 9],
    ['PageUp', 5, 0],
    ['Home', 400, 0],
    ['End', 400, 999_999],
    ['x', 4, null],
  ])('%s from row %i', (key, index, expected) => {
    expect(rowAfterKey(key, index, viewport)).toBe(expected);
  });

  test('an empty list has no row to go to', () => {
    expect(rowAfterKey('j', -1, { ...viewport, rowCount: 0 })).toBeNull();
  });
});
