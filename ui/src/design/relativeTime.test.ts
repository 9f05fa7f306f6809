import { expect, it } from 'vitest';

import { clockTime, dayAndTime, relativeTime, timeSince } from './relativeTime';

// Local noon on a Tuesday, so that the words hold in every time zone.
const noon_ms = new Date(2026, 2, 10, 12, 0, 0).getTime();
const hours = (count: number) => noon_ms + count * 3_600_000;

it.each([
  [-5_000, 'just now'],
  [-90_000, '1 minute ago'],
  [-3 * 3_600_000, '3 hours ago'],
  [-26 * 3_600_000, 'yesterday'],
  [30_000, 'in a moment'],
  [2 * 3_600_000, 'in 2 hours'],
])('%d ms away is “%s”', (distance_ms, words) => {
  expect(relativeTime(noon_ms + distance_ms, noon_ms)).toBe(words);
});

it.each([
  [hours(3), '15:00'],
  [hours(20), 'tomorrow 08:00'],
  [hours(-20), 'yesterday 16:00'],
  [hours(72), 'Friday 12:00'],
  [hours(24 * 10), 'Mar 20 12:00'],
])('the moment %d is said as “%s”', (at_ms, words) => {
  expect(dayAndTime(at_ms, noon_ms)).toBe(words);
});

it('never says that something already happened lies ahead', () => {
  expect(timeSince(noon_ms + 900, noon_ms)).toBe('just now');
});

it('writes the time of day with seconds', () => {
  expect(clockTime(new Date(2026, 2, 10, 14, 3, 22).getTime())).toBe('14:03:22');
});
