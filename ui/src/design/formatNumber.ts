import { localFormat } from './localFormat';

const grouped = localFormat((locale) => new Intl.NumberFormat(locale));
const tenths = localFormat(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);

/** A count with its thousands apart: `1,042,118`. */
export function countText(count: number): string {
  return grouped().format(count);
}

/** A measure with exactly one decimal: `1.2`, in German `1,2`. */
export function tenthText(value: number): string {
  return tenths().format(value);
}

/** `1 event`, `2 events`: a count with its noun. */
export function countOf(count: number, noun: string, plural: string = `${noun}s`): string {
  return `${countText(count)} ${count === 1 ? noun : plural}`;
}
