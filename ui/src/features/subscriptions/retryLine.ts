import { t } from '@lingui/core/macro';

import { dayAndTime } from '../../design/relativeTime';
import { durationText, parseDuration, roughDurationText } from '../../design/duration';

/** Most waits a schedule may have; the engine refuses more. */
export const WAITS_MAX = 50;
/** Longest single wait. */
export const WAIT_MAX_MS = 7 * 86_400_000;

export type RetryPreset = 'standard' | 'stripe-like' | 'fast-local' | 'none' | 'custom';

/** The waits of each preset, in milliseconds; Custom begins with what was chosen before it. */
export const PRESET_WAITS_MS: Record<Exclude<RetryPreset, 'custom'>, readonly number[]> = {
  standard: [5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 36_000_000],
  'stripe-like': [
    300_000, 600_000, 1_200_000, 2_400_000, 4_800_000, 9_600_000, 19_200_000, 38_400_000, 76_800_000, 76_800_000,
  ],
  'fast-local': [1_000, 2_000, 4_000, 8_000, 16_000],
  none: [],
};

/** One try on the line. */
export interface RetryDot {
  /** `now`, then the wait before it, and for the last one the time it happens. */
  label: string;
  /** When it happens if the event came now and every try fails, unix ms. */
  at_ms: number;
  /** The share of the line before this dot; grows with the logarithm of the wait, so that seconds stay visible. */
  gap: number;
}

/** The tries of a schedule as dots on a line, if the first one were made now. */
export function retryLine(waits_ms: readonly number[], now_ms: number): RetryDot[] {
  const dots: RetryDot[] = [{ label: t`now`, at_ms: now_ms, gap: 0 }];
  let at_ms = now_ms;
  for (const [index, wait_ms] of waits_ms.entries()) {
    at_ms += wait_ms;
    const isLast = index === waits_ms.length - 1;
    dots.push({
      label: isLast && waits_ms.length > 1 ? lastTryText(at_ms, now_ms) : durationText(wait_ms),
      at_ms,
      gap: Math.max(0.3, Math.log10(wait_ms / 1_000 + 1) / 2.2),
    });
  }
  return dots;
}

/** `8 tries in 27 h`, t`1 try`. */
export function scheduleText(waits_ms: readonly number[]): string {
  const tries = waits_ms.length + 1;
  if (tries === 1) return t`1 try`;
  const total_ms = waits_ms.reduce((sum, wait_ms) => sum + wait_ms, 0);
  const total = total_ms < 120_000 ? durationText(total_ms) : floorHoursText(total_ms);
  return t`${tries} tries in ${total}`;
}

/** Reads `5 s, 5 m, 30 m`. Answers the waits, or a sentence saying what is wrong. */
export function parseWaits(text: string): { waits_ms: number[] } | { problem: string } {
  const parts = text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length > WAITS_MAX) return { problem: t`At most ${WAITS_MAX} waits, these are ${parts.length}.` };
  const waits_ms: number[] = [];
  for (const part of parts) {
    const wait_ms = parseDuration(part);
    if (wait_ms === null) return { problem: t`“${part}” is no duration. Write for example 30 s, 5 m or 2 h.` };
    if (wait_ms > WAIT_MAX_MS) return { problem: t`“${part}” is too long: a single wait is at most 7 days.` };
    waits_ms.push(wait_ms);
  }
  return { waits_ms };
}

/** The waits the way `parseWaits` reads them. */
export function waitsText(waits_ms: readonly number[]): string {
  return waits_ms.map(exactText).join(', ');
}

/** One unit, without loss: 90 s stays `90 s`, since `parseDuration` reads one unit only. */
function exactText(wait_ms: number): string {
  const [size_ms, unit] = (
    [
      [3_600_000, 'h'],
      [60_000, 'm'],
      [1_000, 's'],
      [1, 'ms'],
    ] as const
  ).find(([candidate_ms]) => wait_ms % candidate_ms === 0 && wait_ms >= candidate_ms) ?? [1_000, 's'];
  return `${wait_ms / size_ms} ${unit}`;
}

function lastTryText(at_ms: number, now_ms: number): string {
  const distance_ms = at_ms - now_ms;
  return distance_ms < 3_600_000 ? t`last, ${durationText(distance_ms)}` : dayAndTime(at_ms, now_ms);
}

function floorHoursText(total_ms: number): string {
  const hours = Math.floor(total_ms / 3_600_000);
  return hours >= 1 ? `${hours} h` : roughDurationText(total_ms);
}
