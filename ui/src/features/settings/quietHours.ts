import type { QuietHours } from '../../contract';
import { localFormat } from '../../design/localFormat';

const HOUR_MS = 3_600_000;
const DAY_MINUTES = 24 * 60;
/** The hour at which a night is over, and the one at which people begin to work. */
const NIGHT_END_HOUR = 5;
const MORNING_HOUR = 9;
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);

const weekdayName = localFormat((locale) => new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }), 'en');
const weekdayInitials = localFormat((locale) => new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }), 'en');

/** Monday to Sunday, as the settings count them. */
export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;

/** `Monday` for 0. */
export function weekdayText(weekday: number): string {
  return weekdayName().format(MONDAY + weekday * 24 * HOUR_MS);
}

/** `Mon` for 0. */
export function shortWeekdayText(weekday: number): string {
  return weekdayInitials().format(MONDAY + weekday * 24 * HOUR_MS);
}

/** Minutes that this computer's clock is ahead of UTC. */
export function utcOffsetMinutes(now: Date): number {
  return 0 - now.getTimezoneOffset();
}

/** What quiet hours are when they are turned on: the nights of working days. */
export function usualQuietHours(now: Date): QuietHours {
  return { from_minute: 20 * 60, until_minute: 8 * 60, weekdays: [0, 1, 2, 3, 4], utc_offset_minutes: utcOffsetMinutes(now) };
}

/** `20:00` for minute 1200 of a day. */
export function timeOfDay(minute: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** The minute of the day that a field says, `20:00`; null while it says none. */
export function minuteOf(text: string): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const minute = Number(hours) * 60 + Number(minutes);
  return minute < DAY_MINUTES ? minute : null;
}

/** With or without a weekday, in the order of the week. */
export function withWeekday(weekdays: readonly number[], weekday: number, isOn: boolean): number[] {
  return WEEKDAYS.filter((each) => (each === weekday ? isOn : weekdays.includes(each)));
}

/** `UTC+2`, `UTC−3:30`, `UTC`. */
export function utcOffsetText(offset_minutes: number): string {
  if (offset_minutes === 0) return 'UTC';
  const size = Math.abs(offset_minutes);
  const minutes = size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`;
  return `UTC${offset_minutes < 0 ? '−' : '+'}${Math.floor(size / 60)}${minutes}`;
}

/** 09:00 of the next day on this computer's clock; in the small hours that is the morning to come. */
export function tomorrowMorning(now: Date): number {
  const days = now.getHours() < NIGHT_END_HOUR ? 0 : 1;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING_HOUR).getTime();
}

/** A moment an hour from now. */
export function inAnHour(now: Date): number {
  return now.getTime() + HOUR_MS;
}
