const UNITS = [
  { name: 'd', size_ms: 86_400_000 },
  { name: 'h', size_ms: 3_600_000 },
  { name: 'm', size_ms: 60_000 },
  { name: 's', size_ms: 1_000 },
  { name: 'ms', size_ms: 1 },
] as const;

/** The largest number of milliseconds a schedule would ever hold, far beyond any limit, so that sums stay exact. */
const DURATION_MAX_MS = 366 * 86_400_000;

/** A duration in at most two units, whole seconds from one second on: `5 s`, `1 m 30 s`, `27 h`. */
export function durationText(duration_ms: number): string {
  if (duration_ms <= 0) return '0 s';
  // Up to two days are said in hours, as people say a schedule: "8 tries in 27 h".
  const units = duration_ms < 2 * 86_400_000 ? UNITS.slice(1) : UNITS;
  const parts: string[] = [];
  let rest_ms = Math.round(duration_ms);
  for (const unit of units) {
    const count = Math.floor(rest_ms / unit.size_ms);
    if (count === 0) {
      if (parts.length > 0) break;
      continue;
    }
    parts.push(`${count} ${unit.name}`);
    rest_ms -= count * unit.size_ms;
    if (parts.length === 2 || unit.name === 's') break;
  }
  return parts.join(' ');
}

/** A duration in its largest unit only, rounded: `27 h`. */
export function roughDurationText(duration_ms: number): string {
  const unit = UNITS.slice(1).find((candidate) => duration_ms >= candidate.size_ms) ?? UNITS[4];
  return `${Math.round(duration_ms / unit.size_ms)} ${unit.name}`;
}

/** Reads `5 s`, `30m`, `1.5 h`, `2 d`, `250 ms`; a bare number is seconds. Null when it is no duration. */
export function parseDuration(text: string): number | null {
  const match = /^\s*(\d{1,9}(?:\.\d{1,3})?)\s*(ms|s|sec|m|min|h|hours?|d|days?)?\s*$/i.exec(text);
  if (!match?.[1]) return null;
  const letter = match[2]?.toLowerCase() ?? 's';
  const name = letter === 'ms' ? 'ms' : letter.charAt(0);
  const unit = UNITS.find((candidate) => candidate.name === name);
  if (!unit) return null;
  const duration_ms = Math.round(Number(match[1]) * unit.size_ms);
  return duration_ms <= DURATION_MAX_MS ? duration_ms : null;
}
