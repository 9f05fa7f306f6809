import { expect, it } from 'vitest';

import { durationText, parseDuration, roughDurationText } from './duration';

it.each([
  [0, '0 s'],
  [250, '250 ms'],
  [5_000, '5 s'],
  [90_000, '1 m 30 s'],
  [1_500, '1 s'],
  [97_200_000, '27 h'],
  [3 * 86_400_000, '3 d'],
])('%d ms is %s', (duration_ms, text) => {
  expect(durationText(duration_ms)).toBe(text);
});

it('says a rough duration in one unit', () => {
  expect(roughDurationText(99_305_000)).toBe('28 h');
  expect(roughDurationText(400)).toBe('400 ms');
});

it.each([
  ['5 s', 5_000],
  ['5', 5_000],
  ['1.5h', 5_400_000],
  ['2 days', 172_800_000],
  ['10 min', 600_000],
  ['250 ms', 250],
  ['-5 s', null],
  ['5 parsecs', null],
  ['', null],
  ['400 d', null],
])('%j is read as %s', (text, duration_ms) => {
  expect(parseDuration(text)).toBe(duration_ms);
});
