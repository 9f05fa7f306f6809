import type { Page, TimelineRow } from '../../contract';

/*
 * The loaded part of the timeline is one unbroken run of rows, newest first, that begins at the newest row known.
 * Pages come from the engine in any order and at any time; each replaces exactly the stretch it covers.
 */

/** Rows sort by the UUIDv7 in their ids, whatever the prefix; newer is greater. */
export function orderKey(id: string): string {
  return id.slice(id.indexOf('_') + 1);
}

/** Where a page begins: below a row, or at the very top. */
export interface PageStart {
  /** What to ask with as `before`. */
  cursor: string | null;
  /** The order key of the row above the page's first. */
  below: string | null;
}

export const TOP: PageStart = { cursor: null, below: null };

/** Puts a page in the place it covers: what it has not is gone, what it has is as it says. */
export function withPage(rows: readonly TimelineRow[], page: Page<TimelineRow>, start: PageStart): TimelineRow[] {
  const last = page.items.at(-1);
  const isEnd = page.next === null;
  // A page that is empty but not the last one was emptied by the filter; it says nothing about where it ends.
  if (!last && !isEnd) return [...rows];
  const isAbove = (row: TimelineRow) => start.below !== null && orderKey(row.id) >= start.below;
  const isBelow = (row: TimelineRow) => !isEnd && last !== undefined && orderKey(row.id) < orderKey(last.id);
  const known = new Map(rows.map((row) => [row.id, row]));
  const fresh = page.items.map((row) => unchangedOr(known.get(row.id), row));
  return [...rows.filter(isAbove), ...fresh, ...rows.filter(isBelow)];
}

/** What the newest page means for a list that shall not move. */
export interface HeldHead {
  rows: TimelineRow[];
  /** Rows that came since; they are counted and not shown. */
  newCount: number;
  /** There are more new rows than the page holds. */
  isMore: boolean;
}

/** Brings the rows already shown up to date from the newest page, and counts what is newer. */
export function withHeadHeld(rows: readonly TimelineRow[], page: Page<TimelineRow>): HeldHead {
  const newest = rows[0];
  if (!newest) return { rows: [...rows], newCount: page.items.length, isMore: page.next !== null };
  const isNew = (row: TimelineRow) => orderKey(row.id) > orderKey(newest.id);
  const known = page.items.filter((row) => !isNew(row));
  const newCount = page.items.length - known.length;
  const reachesKnown = known.length > 0 || page.next === null;
  if (!reachesKnown) return { rows: [...rows], newCount, isMore: true };
  return { rows: withPage(rows, { items: known, next: page.next }, TOP), newCount, isMore: false };
}

/** The newest page on top of a list that follows. When so much is new that a gap would be left, only the page stays. */
export function withHeadFollowed(
  rows: readonly TimelineRow[],
  page: Page<TimelineRow>,
): { rows: TimelineRow[]; isReset: boolean } {
  const newest = rows[0];
  const last = page.items.at(-1);
  const leavesGap =
    newest !== undefined && last !== undefined && page.next !== null && orderKey(last.id) > orderKey(newest.id);
  return leavesGap ? { rows: page.items, isReset: true } : { rows: withPage(rows, page, TOP), isReset: false };
}

/** The latest start at or above a row: asking from there brings the row. */
export function startAbove(starts: readonly PageStart[], row: TimelineRow): PageStart {
  const key = orderKey(row.id);
  return starts.findLast((start) => start.below === null || start.below > key) ?? TOP;
}

/** Keeps the old object when nothing changed, so that its row is not drawn again. */
function unchangedOr(known: TimelineRow | undefined, fresh: TimelineRow): TimelineRow {
  if (!known) return fresh;
  const fields = Object.keys(fresh) as (keyof TimelineRow)[];
  return fields.every((field) => known[field] === fresh[field]) ? known : fresh;
}
