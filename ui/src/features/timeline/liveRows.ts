import type { DeliveryDetail, Page, TimelineRow } from '../../contract';
import type { ShownProblem } from '../../data/client';
import { problemOf } from '../../data/client';
import {
  begun,
  EMPTY,
  held,
  justAbove,
  justBelow,
  type Landmarks,
  orderKey,
  PAGE_ROWS,
  pageOfKey,
  pagesAt,
  placeOf,
  released,
  rowAt,
  type RowPage,
  type RowPages,
  withHead,
  withLandmarks,
  withoutFarRows,
  withRead,
} from './rowPages';

/** Rows asked for to see what is new. */
const HEAD_ROWS = 100;
/** Rows that one page of the engine holds at most. */
const READ_ROWS_MAX = 500;
/** Pages whose rows are kept, beside the top and that of the row someone looks at. */
const PAGES_KEPT = 4;
/** Pages read in one go, should the person scroll on and on. */
const FILLS_MAX = 40;
/** The least time between two looks at what is new. */
const LOOK_GAP_MS = 250;
/** More new rows at a time are a stream, in which none is pointed at. */
const FRESH_MAX = 5;
const NONE_FRESH: ReadonlySet<string> = new Set();
/** While new rows pour in, what they push down is counted this seldom. */
const COUNT_GAP_MS = 2_000;

/** How to ask the engine, with the filter already said. */
export interface RowSource {
  page: (before: string | null, limit: number) => Promise<Page<TimelineRow>>;
  landmarks: (before: string | null, after: string | null) => Promise<Landmarks>;
  delivery: (id: string) => Promise<DeliveryDetail>;
}

/** What the list shows. */
export interface LiveRowsState {
  list: RowPages;
  /** Nothing was read yet. */
  isFirstLoad: boolean;
  /** Every row is counted, so the length of the list is true. */
  isCounted: boolean;
  /** New rows come in on top as they arrive. */
  isFollowing: boolean;
  /** Rows that came with the last look, if they were few. */
  freshIds: ReadonlySet<string>;
  /** While paused: rows that came since. */
  newCount: number;
  /** There are more new rows than were counted. */
  isNewCountMore: boolean;
  /** Why the last read failed. */
  problem: ShownProblem | null;
}

/**
 * The rows of the timeline, kept true to the engine.
 *
 * Following, new rows come in on top. Paused, the list stands still: what is shown is brought up to date in place, and
 * what is new is counted. How many rows there are, and where each page of them begins, is found by landmarks behind
 * the first look; only the pages in sight are read. One read is under way at a time; notices during a read lead to one
 * more.
 */
export class LiveRows {
  #source: RowSource;
  #state: LiveRowsState = {
    list: EMPTY,
    isFirstLoad: true,
    isCounted: false,
    isFollowing: true,
    freshIds: NONE_FRESH,
    newCount: 0,
    isNewCountMore: false,
    problem: null,
  };
  #inSight = { first: 0, count: 0 };
  #keptId: string | null = null;
  #isLooking = false;
  #isStale = false;
  #isRevealing = false;
  #isFilling = false;
  #isCounting = false;
  #isStopped = false;
  #listeners = new Set<() => void>();

  constructor(source: RowSource) {
    this.#source = source;
  }

  readonly state = (): LiveRowsState => this.#state;

  readonly subscribe = (listen: () => void): (() => void) => {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  };

  /** Begins to read. The answer ends it. */
  start(): () => void {
    this.#isStopped = false;
    this.stale();
    return () => {
      this.#isStopped = true;
    };
  }

  /** The rows in sight; these are read when they are not known, and kept up to date. */
  setInSight(first: number, count: number): void {
    this.#inSight = { first, count };
    void this.#fill();
  }

  /** The row that stays although it no longer fits the filter, because someone is looking at it. */
  keep(id: string | null): void {
    this.#keptId = id;
  }

  /** Something in the timeline changed. */
  stale(): void {
    this.#isStale = true;
    if (!this.#isLooking) void this.#look();
  }

  follow(): void {
    this.#set({ list: released(this.#state.list), isFollowing: true, newCount: 0, isNewCountMore: false });
    this.stale();
  }

  pause(): void {
    if (this.#state.isFollowing) this.#set({ list: held(this.#state.list), isFollowing: false });
  }

  /**
   * Makes sure that a row is known wherever it is in the list. One that was just made comes in, without following:
   * whoever made it wants to see it.
   */
  reveal(id: string): void {
    if (placeOf(this.#state.list, id) >= 0) return;
    const index = pageOfKey(this.#state.list.pages, orderKey(id));
    if (index <= 0) {
      this.#isRevealing = true;
      this.stale();
    } else void this.#readPages([index], 'unread');
  }

  /** The ids of all rows from one to another, at most `max` from the upper one; what is not known of them is read. */
  async idsBetween(one: string, other: string, max: number): Promise<string[]> {
    const [top, end] = orderKey(one) >= orderKey(other) ? [one, other] : [other, one];
    const { list } = this.#state;
    const [first, last] = [placeOf(list, top), placeOf(list, end)];
    const known = Array.from({ length: Math.min(max, last - first + 1) }, (_, offset) => rowAt(list, first + offset)?.id);
    if (first >= 0 && last >= 0 && known.every((id) => id !== undefined)) return known;
    const found: string[] = [];
    let before: string | null = justAbove(orderKey(top));
    while (before !== null && found.length < max) {
      const { items, next }: Page<TimelineRow> = await this.#source.page(before, READ_ROWS_MAX);
      const within = items.filter((row) => orderKey(row.id) >= orderKey(end));
      found.push(...within.map(({ id }) => id));
      before = within.length < items.length ? null : next;
    }
    return found.slice(0, max);
  }

  retry(): void {
    this.#set({ problem: null });
    this.stale();
    void this.#fill();
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    while (this.#isStale && !this.#isStopped) {
      this.#isStale = false;
      const gap = new Promise((resolve) => setTimeout(resolve, LOOK_GAP_MS));
      try {
        await this.#lookOnce();
      } catch (error) {
        this.#set({ isFirstLoad: false, problem: problemOf(error) });
      }
      void this.#count();
      await gap;
    }
    this.#isLooking = false;
  }

  async #lookOnce(): Promise<void> {
    const { isFirstLoad } = this.#state;
    const head = await this.#source.page(null, isFirstLoad ? PAGE_ROWS : HEAD_ROWS);
    if (this.#isStopped) return;
    const { list, isFollowing } = this.#state;
    const isTaken = isFollowing || this.#isRevealing || list.pages.length === 0;
    this.#isRevealing = false;
    if (isTaken) {
      const taken = isFirstLoad ? begun(head) : this.#bounded(withHead(released(list), head));
      const news = { newCount: 0, isNewCountMore: false, problem: null, isFirstLoad: false };
      const freshIds = isFirstLoad ? NONE_FRESH : freshOf(list, head);
      this.#set({ list: isFollowing ? taken : held(taken), freshIds, ...news });
      if (isFollowing) return;
    } else this.#set({ ...newsOf(list, head), problem: null });
    await this.#readPages(this.#pagesInSight(), 'anew');
  }

  /** Reads the pages in sight that are not known. */
  async #fill(): Promise<void> {
    if (this.#isFilling || this.#isStopped || this.#state.problem) return;
    this.#isFilling = true;
    try {
      // What comes into sight meanwhile is read next; what went out of sight is not read at all.
      for (let rounds = 0; rounds < FILLS_MAX; rounds += 1) {
        const index = this.#pagesInSight().find((each) => this.#state.list.pages[each]?.rows === null);
        if (index === undefined || this.#isStopped) break;
        await this.#readPages([index], 'unread');
      }
    } catch (error) {
      this.#set({ problem: problemOf(error) });
    } finally {
      this.#isFilling = false;
    }
  }

  /** Reads pages one after the other; their places may move meanwhile, so each is found again by its begin. */
  async #readPages(indexes: readonly number[], which: 'unread' | 'anew'): Promise<void> {
    const asked = indexes.flatMap((index) => this.#state.list.pages[index] ?? []);
    for (const page of asked) {
      if (which === 'unread' && page.rows !== null) continue;
      const limit = Math.min(READ_ROWS_MAX, Math.max(page.count, PAGE_ROWS) + 1);
      const read = await this.#withKept(page, await this.#source.page(page.before, limit));
      if (this.#isStopped) return;
      const { list } = this.#state;
      const index = list.pages.findIndex(({ before, through }) => before === page.before && through === page.through);
      if (index < 0) continue;
      this.#set({ list: this.#bounded(withRead(list, index, read)) });
    }
  }

  /** Counts what is below the pages that are known, and learns where pages begin. */
  async #count(): Promise<void> {
    if (this.#isCounting || this.#isStopped) return;
    this.#isCounting = true;
    try {
      for (;;) {
        const page = this.#state.list.pages.find((each) => each.isGuess);
        if (!page) break;
        const found = await this.#source.landmarks(page.before, page.through && justBelow(page.through));
        if (this.#isStopped) return;
        this.#set({ list: withLandmarks(this.#state.list, page.before, found), isCounted: false });
      }
      this.#set({ isCounted: true });
      void this.#fill();
    } catch (error) {
      this.#set({ problem: problemOf(error) });
    }
    await new Promise((resolve) => setTimeout(resolve, COUNT_GAP_MS));
    this.#isCounting = false;
    if (this.#state.list.pages.some((each) => each.isGuess) && !this.#state.problem) void this.#count();
  }

  /** However long the list is, and however it grew, few of its rows are in memory. */
  #bounded(list: RowPages): RowPages {
    const inSight = pagesAt(list, this.#inSight.first, this.#inSight.count);
    return withoutFarRows(list, inSight, PAGES_KEPT, this.#keptId);
  }

  #pagesInSight(): number[] {
    return pagesAt(this.#state.list, this.#inSight.first, this.#inSight.count);
  }

  /** Puts the kept row back where it was if it fell out of its page, as it is now. */
  async #withKept(page: RowPage, read: Page<TimelineRow>): Promise<Page<TimelineRow>> {
    const kept = page.rows?.find((row) => row.id === this.#keptId);
    if (!kept || read.items.some((row) => row.id === kept.id)) return read;
    const current = await this.#current(kept);
    const place = read.items.findIndex((row) => orderKey(row.id) < orderKey(kept.id));
    const items = place < 0 ? [...read.items, current] : read.items.toSpliced(place, 0, current);
    return { ...read, items };
  }

  async #current(row: TimelineRow): Promise<TimelineRow> {
    if (row.delivery_id === null) return row;
    try {
      const { state, status, error_class, latency_ms, attempts_made, due_at_ms } = await this.#source.delivery(
        row.delivery_id,
      );
      return { ...row, state, status, error_class, latency_ms, attempts_made, due_at_ms };
    } catch {
      return row;
    }
  }

  #set(change: Partial<LiveRowsState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listen of this.#listeners) listen();
  }
}

/** What is on top of a list now, and was not before. */
function newRows(list: RowPages, head: Page<TimelineRow>): TimelineRow[] {
  const newest = rowAt(list, 0);
  return head.items.filter((row) => !newest || orderKey(row.id) > orderKey(newest.id));
}

function freshOf(list: RowPages, head: Page<TimelineRow>): ReadonlySet<string> {
  const rows = newRows(list, head);
  return rows.length === 0 || rows.length > FRESH_MAX ? NONE_FRESH : new Set(rows.map(({ id }) => id));
}

/** What a look at the top means for a list that stands still. */
function newsOf(list: RowPages, head: Page<TimelineRow>): Pick<LiveRowsState, 'newCount' | 'isNewCountMore'> {
  const newCount = newRows(list, head).length;
  return { newCount, isNewCountMore: newCount === head.items.length && head.next !== null };
}
