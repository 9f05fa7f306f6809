import { useCallback, useSyncExternalStore } from 'react';

/*
 * One clock for everything that counts down. It ticks once a second, and only while something listens, so a screen
 * without a countdown costs nothing.
 */
const TICK_MS = 1_000;

let now_ms = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listen: () => void): () => void {
  listeners.add(listen);
  if (listeners.size === 1) {
    now_ms = Date.now();
    timer = setInterval(() => {
      now_ms = Date.now();
      for (const each of listeners) each();
    }, TICK_MS);
  }
  return () => {
    listeners.delete(listen);
    if (listeners.size === 0) clearInterval(timer);
  };
}

const still = () => () => undefined;

/** Milliseconds until a moment, renewed every second; 0 when it has passed, null when there is no moment. */
export function useTimeUntil(at_ms: number | null): number | null {
  const remaining = useCallback(() => (at_ms === null ? null : Math.max(0, at_ms - now_ms)), [at_ms]);
  return useSyncExternalStore(at_ms === null ? still : subscribe, remaining);
}

/** How many clocks run, for tests: 0 or 1. */
export function runningClocks(): number {
  return listeners.size === 0 ? 0 : 1;
}

/** A countdown as digits: `0:05`, `4:12`, `1:30:00`. Rounded up, so that it ends when the moment comes. */
export function countdownText(remaining_ms: number): string {
  const seconds = Math.ceil(remaining_ms / 1_000);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
