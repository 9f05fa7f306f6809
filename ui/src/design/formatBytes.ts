import { tenthText } from './formatNumber';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size in the largest fitting unit, thousands-based as disks are sold: `412 B`, `1.2 kB`, `1.8 GB`. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  const tenths = Math.round(value * 10) / 10;
  const shown = unit === 0 || value >= 99.95 || Number.isInteger(tenths) ? Math.round(value) : tenthText(tenths);
  return `${shown} ${UNITS[unit]}`;
}
