import { parseDuration } from '../../../design/duration';

/** The longest that a mock waits. */
const WAIT_MS_MAX = 120_000;

/** A wait as one types it: `250 ms`, `1.5 s`. */
export function waitText(wait_ms: number): string {
  return wait_ms > 0 && wait_ms < 1_000 ? `${wait_ms} ms` : `${wait_ms / 1_000} s`;
}

/** Reads a wait; nothing typed is no wait. Null when it is none, or too long. */
export function parseWait(text: string): number | null {
  if (!text.trim()) return 0;
  const wait_ms = parseDuration(text);
  return wait_ms !== null && wait_ms <= WAIT_MS_MAX ? wait_ms : null;
}
