import { t } from '@lingui/core/macro';

import { localFormat } from './localFormat';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const inWords = localFormat((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }), 'en');
const clock = localFormat((locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }), 'en-GB');
const clockWithSeconds = localFormat(
  (locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
  'en-GB',
);
const weekday = localFormat((locale) => new Intl.DateTimeFormat(locale, { weekday: 'long' }), 'en');
const day = localFormat((locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }), 'en');

/** How long ago a moment was, or how far ahead it is: `just now`, `3 minutes ago`, `in 2 hours`. Both in unix ms. */
export function relativeTime(at_ms: number, now_ms: number): string {
  const distance_ms = at_ms - now_ms;
  const size_ms = Math.abs(distance_ms);
  if (size_ms < MINUTE_MS) return distance_ms > 0 ? t`in a moment` : t`just now`;
  if (size_ms < HOUR_MS) return inWords().format(Math.trunc(distance_ms / MINUTE_MS), 'minute');
  if (size_ms < DAY_MS) return inWords().format(Math.trunc(distance_ms / HOUR_MS), 'hour');
  return inWords().format(Math.trunc(distance_ms / DAY_MS), 'day');
}

/** How long ago something happened. Clocks that disagree by a little never make it lie ahead. Both in unix ms. */
export function timeSince(at_ms: number, now_ms: number): string {
  return relativeTime(Math.min(at_ms, now_ms), now_ms);
}

/** The local time of day of a moment, `14:03:22`. */
export function clockTime(at_ms: number): string {
  return clockWithSeconds().format(at_ms);
}

/** A moment as one would say it: `18:05`, `tomorrow 18:05`, `Friday 18:05`, `3 Mar 18:05`. Local time, unix ms. */
export function dayAndTime(at_ms: number, now_ms: number): string {
  const time = clock().format(at_ms);
  const days = daysBetween(now_ms, at_ms);
  if (days === 0) return time;
  if (days === 1) return t`tomorrow ${time}`;
  if (days === -1) return t`yesterday ${time}`;
  if (days > 1 && days < 7) return `${weekday().format(at_ms)} ${time}`;
  return `${day().format(at_ms)} ${time}`;
}

function daysBetween(from_ms: number, to_ms: number): number {
  const midnight = (at_ms: number) => new Date(at_ms).setHours(0, 0, 0, 0);
  // Rounded, because a day with a change of clocks has 23 or 25 hours.
  return Math.round((midnight(to_ms) - midnight(from_ms)) / DAY_MS);
}
