import type { TimelineQuery } from './timelineQuery';

/*
 * Values of a filter that are no names: numbers, lengths of time, moments. Each is read into a part of what the API is
 * asked, or null when it means nothing.
 */

const UNITS_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const LENGTH = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

/** `90s`, `15m`, `1.5h`, in milliseconds. */
export function readLength(text: string): number | null {
  const [, number, unit] = LENGTH.exec(text.trim().toLowerCase()) ?? [];
  return number === undefined ? null : Math.round(Number(number) * UNITS_MS[unit as keyof typeof UNITS_MS]);
}

/** A length as one would type it, in the largest unit that needs no fraction. */
export function lengthText(length_ms: number): string {
  const unit = (['d', 'h', 'm', 's'] as const).find((each) => length_ms % UNITS_MS[each] === 0) ?? 'ms';
  return `${length_ms / UNITS_MS[unit]}${unit}`;
}

/** A moment: `2026-11-28`, `2026-11-28T14:03` or with seconds, by the clock of this computer. */
export function readMoment(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?)?$/.test(text)) return null;
  const moment = new Date(text.length === 10 ? `${text}T00:00` : text).getTime();
  return Number.isNaN(moment) ? null : moment;
}

/** A moment as one would type it, to the minute where it is one. */
export function momentText(moment_ms: number): string {
  const local = new Date(moment_ms - new Date(moment_ms).getTimezoneOffset() * 60_000).toISOString();
  return moment_ms % 60_000 === 0 ? local.slice(0, 16) : local.slice(0, 23);
}

/** `404`, `5xx`, `400-499`, `>=400`. */
function readCode(text: string): string | null {
  const lower = text.toLowerCase();
  if (/^[1-5]xx$/.test(lower) || /^[1-5]\d\d(-[1-5]\d\d)?$/.test(lower)) return lower;
  const [, sign, least] = /^(>=?)([1-5]\d\d)$/.exec(lower) ?? [];
  return least === undefined ? null : `${Number(least) + (sign === '>' ? 1 : 0)}-599`;
}

/** `3` and `>=3` are three or more, `>3` four or more. */
function readAttempts(text: string): number | null {
  const [, sign, least] = /^(>=?)?(\d{1,4})$/.exec(text) ?? [];
  return least === undefined ? null : Number(least) + (sign === '>' ? 1 : 0);
}

/** The fields with such values, what they mean to the API, and one to learn from. */
export const measures = {
  code: {
    example: 'code:5xx',
    read: (value: string) => part('status', readCode(value)),
  },
  latency: {
    example: 'latency:>2s',
    read: (value: string) => part('latency_ms_min', readLength(value.replace(/^>=?/, ''))),
  },
  attempts: {
    example: 'attempts:>1',
    read: (value: string) => part('attempts_min', readAttempts(value)),
  },
  last: { example: 'last:1h', read: (value: string) => part('last_ms', readLength(value)) },
  after: { example: 'after:2026-11-28T14:00', read: (value: string) => part('since_ms', readMoment(value)) },
  before: { example: 'before:2026-11-28T15:00', read: (value: string) => part('until_ms', readMoment(value)) },
} as const satisfies Record<string, { example: string; read: (value: string) => Partial<TimelineQuery> | null }>;

export type Measure = keyof typeof measures;

export const measureFields = Object.keys(measures) as Measure[];

export function isMeasure(field: string): field is Measure {
  return field in measures;
}

function part<K extends keyof TimelineQuery>(name: K, value: TimelineQuery[K] | null): Partial<TimelineQuery> | null {
  return value === null ? null : { [name]: value };
}
