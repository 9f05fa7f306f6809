import { describe, expect, it } from 'vitest';

import { parseWaits, PRESET_WAITS_MS, retryLine, scheduleText, waitsText } from './retryLine';

// Local noon, so that the words "tomorrow" and the hour hold in every time zone.
const noon_ms = new Date(2026, 2, 10, 12, 0, 0).getTime();

describe('retryLine', () => {
  it('draws the standard schedule with the absolute time of the last try', () => {
    const dots = retryLine(PRESET_WAITS_MS.standard, noon_ms);
    expect(dots.map((dot) => dot.label)).toEqual(['now', '5 s', '5 m', '30 m', '2 h', '5 h', '10 h', 'tomorrow 15:35']);
    expect(dots.at(-1)?.at_ms).toBe(noon_ms + 27 * 3_600_000 + 35 * 60_000 + 5_000);
  });

  it('draws one dot when nothing is retried', () => {
    expect(retryLine([], noon_ms)).toEqual([{ label: 'now', at_ms: noon_ms, gap: 0 }]);
  });

  it('says a near last try by its distance', () => {
    expect(retryLine(PRESET_WAITS_MS['fast-local'], noon_ms).at(-1)?.label).toBe('last, 31 s');
  });

  it('gives a longer wait a longer line', () => {
    const gaps = retryLine([1_000, 60_000, 3_600_000], noon_ms).map((dot) => dot.gap);
    expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
  });
});

describe('scheduleText', () => {
  it.each([
    [PRESET_WAITS_MS.standard, '8 tries in 27 h'],
    [PRESET_WAITS_MS['fast-local'], '6 tries in 31 s'],
    [[], '1 try'],
    [[300_000, 300_000], '3 tries in 10 m'],
  ])('%j is %s', (waits_ms, expected) => {
    expect(scheduleText(waits_ms)).toBe(expected);
  });
});

describe('parseWaits', () => {
  it('reads units, bare seconds and any spacing', () => {
    expect(parseWaits('5s, 1.5 m ,2 h, 10')).toEqual({ waits_ms: [5_000, 90_000, 7_200_000, 10_000] });
    expect(parseWaits('')).toEqual({ waits_ms: [] });
  });

  it('reads back what waitsText writes', () => {
    const waits_ms = [1, 250, 1_000, 90_000, 300_000, 36_000_000, 86_400_000];
    expect(parseWaits(waitsText(waits_ms))).toEqual({ waits_ms });
  });

  it('says which part is wrong', () => {
    expect(parseWaits('5 s, soon')).toEqual({ problem: expect.stringContaining('“soon” is no duration') });
    expect(parseWaits('8 d')).toEqual({ problem: expect.stringContaining('at most 7 days') });
    expect(parseWaits('1,'.repeat(51))).toEqual({ problem: expect.stringContaining('At most 50') });
  });
});
