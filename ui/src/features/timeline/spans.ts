import type { Span } from '../../data/histogram';
import type { Filter } from './filter';
import { lengthText, measures, momentText } from './measures';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The histogram of a list that is not limited in time. */
const USUAL_MS = HOUR_MS;
const LONGEST_MS = 60 * 24 * HOUR_MS;

/** A span with both ends. */
export interface Range {
  since_ms: number;
  until_ms: number;
}

/** The span that a filter means; the last hour when it means none. */
export function spanOf(filter: Filter): Span {
  const span = {
    ...(filter.last && measures.last.read(filter.last)),
    ...(filter.after && measures.after.read(filter.after)),
    ...(filter.before && measures.before.read(filter.before)),
  };
  return Object.keys(span).length === 0 ? { last_ms: USUAL_MS } : span;
}

/** The part of a filter that means a range, to the minute. */
export function filterOfRange({ since_ms, until_ms }: Range): Filter {
  const [since, until] = [floor(since_ms), Math.max(floor(since_ms) + MINUTE_MS, ceil(until_ms))];
  return { after: momentText(since), before: momentText(until) };
}

/** A range moved by half of its length. */
export function shifted({ since_ms, until_ms }: Range, direction: -1 | 1): Range {
  const step = (direction * (until_ms - since_ms)) / 2;
  return { since_ms: since_ms + step, until_ms: until_ms + step };
}

/** A range half or twice as long, with the moment at the same share of it. */
export function zoomed({ since_ms, until_ms }: Range, at_ms: number, factor: number): Range {
  const length = until_ms - since_ms;
  const next = Math.min(LONGEST_MS, Math.max(5 * MINUTE_MS, length * factor));
  const since = at_ms - ((at_ms - since_ms) / length) * next;
  return { since_ms: since, until_ms: since + next };
}

/** Spans to choose from. */
export const usualSpans = [15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS, 7 * 24 * HOUR_MS, 30 * 24 * HOUR_MS].map(
  lengthText,
);

const floor = (moment_ms: number) => Math.floor(moment_ms / MINUTE_MS) * MINUTE_MS;
const ceil = (moment_ms: number) => Math.ceil(moment_ms / MINUTE_MS) * MINUTE_MS;
