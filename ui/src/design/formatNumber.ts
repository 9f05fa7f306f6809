import { localFormat } from './localFormat';

const grouped = localFormat((locale) => new Intl.NumberFormat(locale));

/** A count with its thousands apart: `1,042,118`. */
export function countText(count: number): string {
  return grouped().format(count);
}

/** `1 event`, `2 events`: a count with its noun. */
export function countOf(count: number, noun: string, plural: string = `${noun}s`): string {
  return `${countText(count)} ${count === 1 ? noun : plural}`;
}
