import { t } from '@lingui/core/macro';

/** Longest event type or pattern, in bytes; the engine refuses longer ones. */
export const EVENT_TYPE_BYTES_MAX = 256;

/** Matches every event type. */
export const EVERYTHING = '*';

/**
 * Whether a pattern means an event type: `*` stands for any run of characters, everything else for itself. The engine
 * decides what is routed by the same rule; here it only colours checkboxes.
 */
export function matchesPattern(pattern: string, eventType: string): boolean {
  const pieces = pattern.split('*');
  const first = pieces[0] ?? '';
  if (pieces.length === 1) return pattern === eventType;
  if (!eventType.startsWith(first)) return false;

  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = eventType.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  const last = pieces.at(-1) ?? '';
  return eventType.length >= at + last.length && eventType.endsWith(last);
}

/** Why a text is no pattern, in a sentence for the person who typed it; null when it is one. */
export function patternProblem(pattern: string): string | null {
  if (pattern === '') return t`Type an event type, for example order.paid or order.*`;
  if (/[\s\p{Cc}]/u.test(pattern)) return t`An event type has no spaces. Separate several with a comma.`;
  const bytes = new TextEncoder().encode(pattern).length;
  if (bytes > EVENT_TYPE_BYTES_MAX) return t`An event type has at most ${EVENT_TYPE_BYTES_MAX} bytes, this one has ${bytes}.`;
  return null;
}
