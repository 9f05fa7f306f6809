import { tenthText } from './formatNumber';

/** How long something took: `0.4 ms`, `38 ms`, `1.2 s`, `12 s`, `2 m 5 s`. */
export function latencyText(latency_ms: number): string {
  if (latency_ms < 1) return `${tenthText(Math.max(0, latency_ms))} ms`;
  if (latency_ms < 999.5) return `${Math.round(latency_ms)} ms`;
  const seconds = latency_ms / 1_000;
  if (seconds < 9.95) return `${tenthText(seconds)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const rest = whole % 60;
  return rest === 0 ? `${whole / 60} m` : `${Math.floor(whole / 60)} m ${rest} s`;
}

/** Where the scale of latency bars ends. */
const SCALE_END_MS = 10_000;

/**
 * Length of a latency's bar, 0 to 1. The scale is logarithmic, so that 30 ms and 60 ms differ as visibly as 3 s and 6 s.
 */
export function latencyShare(latency_ms: number): number {
  const share = Math.log1p(Math.max(0, latency_ms)) / Math.log1p(SCALE_END_MS);
  // Squared, because most answers are quick and would otherwise all look alike.
  return Math.min(1, share * share);
}
