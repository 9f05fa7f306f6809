import { describe, expect, test } from 'vitest';

import { afterScroll, contentHeight, HEIGHT_MAX, type Place, placeAt, recentred } from './scrollMap';
import type { Viewport } from './window';

const long: Viewport = { top: 0, height: 500, rowHeight: 28, rowCount: 1_000_000 };
const short: Viewport = { ...long, rowCount: 100 };
const END = HEIGHT_MAX - 500;
const LIST_END = 28_000_000 - 500;

/** Scrolls by steps of a wheel, as a browser with an element of `contentHeight` would. */
function wheel(from: Place, step: number, times: number): Place {
  let place = from;
  for (let time = 0; time < times; time += 1) {
    const scrollTop = Math.min(END, Math.max(0, place.scrollTop + step));
    place = afterScroll(place, scrollTop, long);
    place = recentred(place, long) ?? place;
  }
  return place;
}

test('a list that fits is not mapped', () => {
  expect(contentHeight(short)).toBe(2_800);
  expect(afterScroll({ scrollTop: 0, top: 0 }, 2_300, short)).toEqual({ scrollTop: 2_300, top: 2_300 });
  expect(recentred({ scrollTop: 2_300, top: 2_300 }, short)).toBeNull();
});

describe('a list higher than an element can be', () => {
  test('its element is as high as it may be', () => {
    expect(contentHeight(long)).toBe(HEIGHT_MAX);
  });

  test('the bar leads to the same share of the list', () => {
    expect(afterScroll({ scrollTop: 0, top: 0 }, END / 2, long).top).toBe(LIST_END / 2);
  });

  test('both ends of the bar are the ends of the list', () => {
    expect(afterScroll({ scrollTop: 900, top: 900 }, 0, long).top).toBe(0);
    expect(afterScroll({ scrollTop: END - 100, top: 5 }, END, long).top).toBe(LIST_END);
  });

  test('a wheel moves by real pixels', () => {
    const place = placeAt(14_000_000, long);
    expect(wheel(place, 100, 50).top).toBe(14_000_000 + 5_000);
    expect(wheel(place, -100, 50).top).toBe(14_000_000 - 5_000);
  });

  test('a wheel comes from one end of a stretch to the other without missing a pixel', () => {
    expect(wheel({ scrollTop: 0, top: 0 }, 120, 10_000).top).toBe(1_200_000);
    const nearEnd = placeAt(LIST_END - 1_200_000, long);
    expect(wheel(nearEnd, 120, 10_000).top).toBe(LIST_END);
    expect(wheel(placeAt(600_000, long), -120, 5_000)).toEqual({ scrollTop: 0, top: 0 });
  });

  test('before the bar comes to its end too early it is put right', () => {
    const place = recentred({ scrollTop: 300, top: 9_000_000 }, long);
    expect(place?.top).toBe(9_000_000);
    expect(place?.scrollTop).toBeGreaterThan(1_000);
  });
});
