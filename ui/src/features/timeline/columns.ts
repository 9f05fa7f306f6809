/** The columns every row has something for, in their usual order; the last two are shown on demand. */
export const ownColumns = [
  'state',
  'received',
  'source',
  'type',
  'destination',
  'code',
  'latency',
  'tries',
  'next',
  'size',
] as const;
export type OwnColumn = (typeof ownColumns)[number];

/** A column by its name in addresses and saved views: one of our own, or `body.` and the way to a value of the body. */
export type Column = OwnColumn | `body.${string}`;

export const usualColumns: readonly Column[] = ownColumns.slice(0, 8);

/** Most columns at a time; the engine keeps no more. */
export const COLUMNS_MAX = 20;

const WIDTHS: Record<OwnColumn, string> = {
  state: '94px',
  received: '86px',
  source: '18px',
  type: 'minmax(96px, 1.6fr)',
  destination: 'minmax(56px, 1fr)',
  code: '56px',
  latency: '52px',
  tries: '30px',
  next: '64px',
  size: '58px',
};

/** The way to the value that a column shows; null for our own. */
export function pathOf(column: Column): string | null {
  return column.startsWith('body.') ? column.slice('body.'.length) : null;
}

/** Reads columns of an address; what is not known is left out, and without any it is the usual ones. */
export function readColumns(text: string | undefined): readonly Column[] {
  const columns = (text ?? '').split(',').flatMap((part) => columnOf(decoded(part)) ?? []);
  return columns.length > 0 ? [...new Set(columns)].slice(0, COLUMNS_MAX) : usualColumns;
}

/** Columns as an address has them; none when they are the usual ones. */
export function columnsText(columns: readonly string[]): string | undefined {
  const isUsual = columns.length === 0 || columns.join() === usualColumns.join();
  return isUsual ? undefined : columns.map((column) => column.replaceAll('%', '%25').replaceAll(',', '%2C')).join();
}

/** How wide each column is, for a CSS grid. */
export function columnWidths(columns: readonly Column[]): string {
  return columns.map((column) => (isOwn(column) ? WIDTHS[column] : 'minmax(64px, 1fr)')).join(' ');
}

function columnOf(name: string): Column | null {
  if (isOwn(name)) return name;
  return name.startsWith('body.') && name.length > 'body.'.length ? (name as Column) : null;
}

function isOwn(name: string): name is OwnColumn {
  return (ownColumns as readonly string[]).includes(name);
}

function decoded(part: string): string {
  return part.replaceAll(/%2c/gi, ',').replaceAll('%25', '%');
}
