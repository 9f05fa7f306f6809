import { expect, test } from 'vitest';

import { minuteOf, shortWeekdayText, timeOfDay, tomorrowMorning, utcOffsetText, weekdayText, withWeekday } from './quietHours';

test('a time of day is read as it is written', () => {
  for (const [minute, text] of [[0, '00:00'], [485, '08:05'], [1439, '23:59']] as const) {
    expect(timeOfDay(minute)).toBe(text);
    expect(minuteOf(text)).toBe(minute);
  }
  expect(minuteOf('')).toBeNull();
  expect(minuteOf('24:00')).toBeNull();
  expect(minuteOf('20:15:00')).toBe(1215);
});

test('weekdays begin with Monday and stay in order', () => {
  expect([0, 6].map(weekdayText)).toEqual(['Monday', 'Sunday']);
  expect(shortWeekdayText(2)).toBe('Wed');
  expect(withWeekday([4, 0], 2, true)).toEqual([0, 2, 4]);
  expect(withWeekday([0, 2, 4], 2, false)).toEqual([0, 4]);
});

test('a clock is told by what it is ahead of UTC', () => {
  expect([0, 60, 330, -210].map(utcOffsetText)).toEqual(['UTC', 'UTC+1', 'UTC+5:30', 'UTC−3:30']);
});

test('tomorrow morning is nine o’clock, and in the small hours that of the same day', () => {
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour);
  expect(tomorrowMorning(at(28, 14))).toBe(at(29, 9).getTime());
  expect(tomorrowMorning(at(28, 3))).toBe(at(28, 9).getTime());
  expect(tomorrowMorning(at(30, 23))).toBe(new Date(2026, 11, 1, 9).getTime());
});
