import type { Page, TimelineRow } from '../../contract';

/*
 * The whole list, newest first, in pages that follow each other without a gap. Of most pages only the number of rows is
 * known, from landmarks; those in sight are read. A place in the list is a number, whether its row is known or not.
 */

/** Rows of a page, as the landmarks set them. */
export const PAGE_ROWS = 200;

/** A stretch of the list: rows older than `before`, down to `through` with it. */
export interface RowPage {
  /** What to ask with; null at the very top. */
  before: string | null;
  /** The key of the last row, or any key down to it; null to the very end. */
  through: string | null;
  /** How many rows it has. */
  count: number;
  /** The number is not known yet; landmarks will tell. */
  isGuess?: boolean;
  /** Its rows, once they are read. */
  rows: readonly TimelineRow[] | null;
}

export interface RowPages {
  readonly pages: readonly RowPage[];
  /** The place of each page's first row, and behind the last the number of rows. */
  readonly starts: readonly number[];
}

export const EMPTY: RowPages = { pages: [], starts: [0] };

/** Rows sort by the UUIDv7 in their ids, whatever the prefix; newer is greater. Cursors are the same. */
export function orderKey(id: string): string {
  return id.slice(id.indexOf('_') + 1);
}

/** The cursor directly above a row: a stretch that begins below it begins with the row. */
export function justAbove(key: string): string {
  return moved(key, 1n);
}

/** The cursor directly below a row: a stretch that ends above it ends with the row. */
export function justBelow(key: string): string {
  return moved(key, -1n);
}

function moved(key: string, by: bigint): string {
  const digits = (BigInt(`0x${key.replaceAll('-', '')}`) + by).toString(16).padStart(32, '0');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function rowCount({ starts }: RowPages): number {
  return starts.at(-1) ?? 0;
}

export function rowAt({ pages, starts }: RowPages, place: number): TimelineRow | undefined {
  const index = pageAt(starts, place);
  return pages[index]?.rows?.[place - (starts[index] ?? 0)];
}

/** The pages that hold some of `count` places from `first` on. */
export function pagesAt({ pages, starts }: RowPages, first: number, count: number): number[] {
  if (pages.length === 0 || count <= 0) return [];
  const [from, to] = [pageAt(starts, first), pageAt(starts, first + count - 1)];
  return Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
}

/** The place of a row, or of where it would be; -1 when its page was not read or does not have it. */
export function placeOf({ pages, starts }: RowPages, id: string): number {
  const index = pageOfKey(pages, orderKey(id));
  const within = pages[index]?.rows?.findIndex((row) => row.id === id) ?? -1;
  if (within >= 0) return (starts[index] ?? 0) + within;
  // An event's id stands for its delivery, which is elsewhere in the order.
  for (const [each, page] of pages.entries()) {
    const found = page.rows?.findIndex((row) => row.event_id === id) ?? -1;
    if (found >= 0) return (starts[each] ?? 0) + found;
  }
  return -1;
}

/** The page that a key belongs to; -1 when it is newer than the list. */
export function pageOfKey(pages: readonly RowPage[], key: string): number {
  const first = pages[0];
  if (!first || (first.before !== null && key >= first.before)) return -1;
  return search(pages.length, (index) => isAbove(pages[index], key));
}

const isAbove = (page: RowPage | undefined, key: string) =>
  page !== undefined && page.through !== null && key < page.through;

/** The first page of all: what a look at the top of the list found. */
export function begun(page: Page<TimelineRow>): RowPages {
  return withPages(fromRead({ before: null, through: null, count: 0, rows: null }, page));
}

/** Puts what was read in the place of a page. When it did not reach the page's end, the rest is a page of its own. */
export function withRead(list: RowPages, index: number, read: Page<TimelineRow>): RowPages {
  const page = list.pages[index];
  return page ? replaced(list, index, 1, fromRead(page, read)) : list;
}

function fromRead(page: RowPage, read: Page<TimelineRow>): RowPage[] {
  const { before, through } = page;
  const within = through === null ? read.items : read.items.filter((row) => orderKey(row.id) >= through);
  const rows = unchanged(page.rows, within);
  // The engine may have looked further than its last row, and found nothing there.
  const end = read.next;
  const isWhole = end === null || within.length < read.items.length || (through !== null && end <= through);
  if (isWhole) return [{ before, through, count: rows.length, rows }];
  return [
    { before, through: end, count: rows.length, rows },
    { before: end, through, count: Math.max(page.count - rows.length, 0), isGuess: true, rows: null },
  ];
}

/** A look at the top, while the list follows: what is new comes in, and the pages below stay where they are. */
export function withHead(list: RowPages, head: Page<TimelineRow>): RowPages {
  const top = list.pages[0];
  const newest = top?.rows?.[0];
  const last = head.items.at(-1);
  // Nothing matches of what was looked at, which is not all.
  if (top && !last && head.next !== null) return list;
  if (!top?.rows || !newest || !last) return begun(head);
  if (head.next === null) return begun(head);
  const reaches = orderKey(last.id) <= orderKey(newest.id);
  if (!reaches) {
    // More came than was looked at. What is between, and what was on top before, is to be counted anew.
    const end = orderKey(last.id);
    const next = list.pages[1];
    const merged = next?.isGuess ? [top, next] : [top];
    const count = merged.reduce((sum, page) => sum + page.count, 0);
    const rest = { before: end, through: merged.at(-1)?.through ?? null, count, isGuess: true, rows: null };
    const first = { before: null, through: end, count: head.items.length, rows: head.items };
    return replaced(list, 0, merged.length, [first, rest]);
  }
  const { through } = top;
  const inTop = through === null ? head.items : head.items.filter((row) => orderKey(row.id) >= through);
  const below = top.rows.filter((row) => orderKey(row.id) < orderKey(last.id));
  const rows = unchanged(top.rows, [...inTop, ...below]);
  return replaced(list, 0, 1, split({ ...top, before: null, count: rows.length, rows }));
}

/** A page on top that grew beyond two gives its older half away. */
function split(page: RowPage): RowPage[] {
  if (!page.rows || page.rows.length < 2 * PAGE_ROWS) return [page];
  const rows = page.rows.slice(0, -PAGE_ROWS);
  const last = rows.at(-1);
  if (!last) return [page];
  const end = orderKey(last.id);
  return [
    ...split({ ...page, through: end, count: rows.length, rows }),
    { before: end, through: page.through, count: PAGE_ROWS, rows: page.rows.slice(-PAGE_ROWS) },
  ];
}

/** From now on nothing newer than the newest row belongs to the list. */
export function held(list: RowPages): RowPages {
  const top = list.pages[0];
  const newest = top?.rows?.[0];
  if (!top || !newest || top.before !== null) return list;
  return replaced(list, 0, 1, [{ ...top, before: justAbove(orderKey(newest.id)) }]);
}

/** What is new belongs to the list again. */
export function released(list: RowPages): RowPages {
  const top = list.pages[0];
  return top && top.before !== null ? replaced(list, 0, 1, [{ ...top, before: null }]) : list;
}

/** What a look for landmarks found. */
export interface Landmarks {
  cursors: readonly string[];
  rows: number;
  next: string | null;
}

/** Divides a page that was never read: it holds these landmarks, and what is below the last look stays one page. */
export function withLandmarks(list: RowPages, before: string | null, found: Landmarks): RowPages {
  const index = list.pages.findIndex((page) => page.before === before && page.isGuess);
  const page = list.pages[index];
  if (!page) return list;
  const pages: RowPage[] = found.cursors.map((cursor, place) => ({
    before: found.cursors[place - 1] ?? before,
    through: cursor,
    count: PAGE_ROWS,
    rows: null,
  }));
  const counted = found.cursors.length * PAGE_ROWS;
  const rest = found.rows - counted;
  const last = found.cursors.at(-1) ?? before;
  if (found.next !== null) {
    if (rest > 0) pages.push({ before: last, through: found.next, count: rest, rows: null });
    const count = Math.max(page.count - found.rows, 0);
    pages.push({ before: found.next, through: page.through, count, isGuess: true, rows: null });
  } else if (rest > 0) pages.push({ before: last, through: page.through, count: rest, rows: null });
  else if (pages.length > 0) pages.push({ ...(pages.pop() as RowPage), through: page.through });
  else pages.push({ before, through: page.through, count: 0, rows: [] });
  return replaced(list, index, 1, pages);
}

/** Forgets the rows of pages far from sight; their number stays, and so does the page of a row that is kept. */
export function withoutFarRows(
  list: RowPages,
  inSight: readonly number[],
  pagesMax: number,
  keptId: string | null,
): RowPages {
  const read = list.pages.flatMap((page, index) => (page.rows === null ? [] : [index]));
  if (read.length <= pagesMax) return list;
  const middle = ((inSight[0] ?? 0) + (inSight.at(-1) ?? 0)) / 2;
  const near = new Set(read.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle)).slice(0, pagesMax));
  // The top is always known: what is new is told from it.
  for (const index of [0, ...inSight]) near.add(index);
  if (keptId !== null) near.add(pageAt(list.starts, placeOf(list, keptId)));
  return withPages(list.pages.map((page, index) => (near.has(index) ? page : { ...page, rows: null })));
}

function replaced(list: RowPages, index: number, count: number, pages: RowPage[]): RowPages {
  return withPages([...list.pages.slice(0, index), ...pages, ...list.pages.slice(index + count)]);
}

function withPages(pages: RowPage[]): RowPages {
  const starts = [0];
  let start = 0;
  for (const page of pages) starts.push((start += page.count));
  return { pages, starts };
}

/** The index of the page with a place; the last page when it is beyond. */
function pageAt(starts: readonly number[], place: number): number {
  const pages = starts.length - 1;
  return Math.max(0, Math.min(pages - 1, search(pages, (index) => (starts[index + 1] ?? 0) <= place)));
}

/** The first index for which `isBefore` no longer holds. */
function search(count: number, isBefore: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Keeps the old object when nothing changed, so that its row is not drawn again. */
function unchanged(known: readonly TimelineRow[] | null, fresh: readonly TimelineRow[]): readonly TimelineRow[] {
  if (!known) return fresh;
  const before = new Map(known.map((row) => [row.id, row]));
  return fresh.map((row) => {
    const old = before.get(row.id);
    const fields = Object.keys(row) as (keyof TimelineRow)[];
    return old && fields.every((field) => old[field] === row[field]) ? old : row;
  });
}
