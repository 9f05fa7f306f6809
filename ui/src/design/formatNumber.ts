const grouped = new Intl.NumberFormat('en-US');

/** A count with its thousands apart: `1,042,118`. */
export function countText(count: number): string {
  return grouped.format(count);
}

/** `1 event`, `2 events`: a count with its noun. */
export function countOf(count: number, noun: string, plural: string = `${noun}s`): string {
  return `${countText(count)} ${count === 1 ? noun : plural}`;
}

/** A share in percent; below 100 it never rounds up to 100, so that a single failure shows. */
export function percentText(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (part / whole) * 100;
  const shown = part < whole ? Math.min(percent, 99.9) : percent;
  return `${shown >= 99.95 || shown === 0 ? Math.round(shown) : shown.toFixed(1).replace(/\.0$/, '')} %`;
}
