import type { RowGroup } from './search';

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

/** The widths of a row's parts: the least in pixels, and how much of the room that is left. */
type Width = readonly [least: number, share?: string];

const WIDTHS: Record<OwnColumn, Width> = {
  state: [94],
  received: [86],
  source: [18],
  type: [96, '1.6fr'],
  destination: [56, '1fr'],
  code: [66],
  latency: [52],
  tries: [30],
  next: [64],
  size: [58],
};

const BODY_WIDTH: Width = [64, '1fr'];
/** What opens a group, with what it is. */
const GROUP_WIDTHS: Record<RowGroup, Width> = { event: [40], issue: [150, '2.4fr'] };
/** As the style sheet has them. */
const GAP = 8;
const PADDING = 12;

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

/** The usual columns and a value of the body, as an address has them. */
export function bodyColumnText(path: string): string | undefined {
  return columnsText([...usualColumns, `body.${path}`]);
}

/** The columns while rows are grouped: of the usual ones those that leave room for the groups. */
export function groupedColumns(columns: readonly Column[], group: RowGroup): readonly Column[] {
  if (columns !== usualColumns) return columns;
  const kept = group === 'event' ? columns : columns.slice(0, -2);
  return kept.filter((column) => column !== 'source');
}

/** How wide each part of a row is, for a CSS grid, and the least width of all in pixels. */
export function columnWidths(columns: readonly Column[], group?: RowGroup): { template: string; least: number } {
  const widths = [...(group ? [GROUP_WIDTHS[group]] : []), ...columns.map(widthOf)];
  const template = widths.map(([least, share]) => (share ? `minmax(${least}px, ${share})` : `${least}px`)).join(' ');
  const least = widths.reduce((sum, [width]) => sum + width + GAP, 2 * PADDING - GAP);
  return { template, least };
}

function widthOf(column: Column): Width {
  return isOwn(column) ? WIDTHS[column] : BODY_WIDTH;
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
