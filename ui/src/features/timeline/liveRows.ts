import type { DeliveryDetail, Page, TimelineRow } from '../../contract';
import type { ShownProblem } from '../../data/client';
import { problemOf } from '../../data/client';
import { type PageStart, startAbove, TOP, orderKey, withHeadFollowed, withHeadHeld, withPage } from './rows';

/** Rows asked for at a time when scrolling. */
const PAGE_ROWS = 200;
/** Rows asked for to see what is new. */
const HEAD_ROWS = 100;
/** A list that follows shows its top only, so it forgets what is further down. */
const FOLLOWED_ROWS_MAX = 1_000;
/** The least time between two looks at what is new. */
const LOOK_GAP_MS = 250;

/** How to ask the engine, with the filter already said. */
export interface RowSource {
  page: (before: string | null, limit: number) => Promise<Page<TimelineRow>>;
  delivery: (id: string) => Promise<DeliveryDetail>;
}

/** What the list shows. */
export interface LiveRowsState {
  rows: readonly TimelineRow[];
  /** Nothing was read yet. */
  isFirstLoad: boolean;
  /** There are older rows to load. */
  hasMore: boolean;
  /** New rows come in on top as they arrive. */
  isFollowing: boolean;
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
 * what is new is counted. One read is under way at a time; notices during a read lead to one more.
 */
export class LiveRows {
  #source: RowSource;
  #state: LiveRowsState = {
    rows: [],
    isFirstLoad: true,
    hasMore: false,
    isFollowing: true,
    newCount: 0,
    isNewCountMore: false,
    problem: null,
  };
  #next: string | null = null;
  #starts: PageStart[] = [TOP];
  #inSight = { first: 0, count: 0 };
  #keptId: string | null = null;
  #isLooking = false;
  #isStale = false;
  #isRevealing = false;
  #isLoadingMore = false;
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

  /** The rows in sight; only these are kept up to date far down the list. */
  setInSight(first: number, count: number): void {
    this.#inSight = { first, count };
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
    this.#set({ isFollowing: true, newCount: 0, isNewCountMore: false });
    this.stale();
  }

  pause(): void {
    if (this.#state.isFollowing) this.#set({ isFollowing: false });
  }

  /** Brings a row in that was just made, without following: whoever made it wants to see it. */
  reveal(id: string): void {
    if (this.#state.rows.some((row) => row.id === id || row.event_id === id)) return;
    this.#isRevealing = true;
    this.stale();
  }

  /** Reads the next older page, when there is one. */
  async loadMore(): Promise<void> {
    if (this.#isLoadingMore || this.#next === null || this.#state.problem) return;
    this.#isLoadingMore = true;
    try {
      const last = this.#state.rows.at(-1);
      const start: PageStart = { cursor: this.#next, below: last ? orderKey(last.id) : null };
      const page = await this.#source.page(start.cursor, PAGE_ROWS);
      // The list was begun anew meanwhile; this page may not join it.
      if (this.#next !== start.cursor || this.#isStopped) return;
      if (page.items.length > 0) this.#starts.push(start);
      this.#next = page.next;
      this.#set({ rows: withPage(this.#state.rows, page, start), hasMore: page.next !== null });
    } catch (error) {
      this.#set({ problem: problemOf(error) });
    } finally {
      this.#isLoadingMore = false;
    }
  }

  retry(): void {
    this.#set({ problem: null });
    this.stale();
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
      await gap;
    }
    this.#isLooking = false;
  }

  async #lookOnce(): Promise<void> {
    const limit = this.#state.isFirstLoad ? PAGE_ROWS : HEAD_ROWS;
    const head = await this.#source.page(null, limit);
    if (this.#isStopped) return;
    const isTaken = this.#state.isFollowing || this.#isRevealing || this.#state.rows.length === 0;
    this.#isRevealing = false;
    if (isTaken) this.#takeFollowed(head);
    else await this.#takeHeld(head);
  }

  #takeFollowed(head: Page<TimelineRow>): void {
    const isTooLong = this.#state.rows.length > FOLLOWED_ROWS_MAX;
    const { rows, isReset } = withHeadFollowed(isTooLong ? [] : this.#state.rows, head);
    if (this.#state.isFirstLoad || isReset || isTooLong || head.next === null) {
      this.#next = head.next;
      this.#starts = [TOP];
    }
    this.#set({
      rows,
      isFirstLoad: false,
      hasMore: this.#next !== null,
      newCount: 0,
      isNewCountMore: false,
      problem: null,
    });
  }

  async #takeHeld(head: Page<TimelineRow>): Promise<void> {
    const before = this.#state.rows;
    const { rows, newCount, isMore } = withHeadHeld(before, head);
    const updated = await this.#withSightRefreshed(rows, head);
    const kept = await this.#withKept(before, updated);
    if (this.#isStopped || this.#state.isFollowing) return;
    this.#set({ rows: kept, newCount, isNewCountMore: isMore, problem: null });
  }

  /** Reads the stretch in sight anew, unless the newest page covered it. */
  async #withSightRefreshed(rows: TimelineRow[], head: Page<TimelineRow>): Promise<TimelineRow[]> {
    const first = rows[this.#inSight.first];
    const last = rows[Math.min(this.#inSight.first + this.#inSight.count, rows.length) - 1];
    const lastCovered = head.items.at(-1);
    if (!first || !last || head.next === null) return rows;
    if (lastCovered && orderKey(lastCovered.id) <= orderKey(last.id)) return rows;
    const start = startAbove(this.#starts, first);
    const above = rows.findIndex((row) => start.below === null || orderKey(row.id) < start.below);
    const needed = this.#inSight.first + this.#inSight.count - Math.max(above, 0);
    const page = await this.#source.page(start.cursor, Math.min(500, Math.max(PAGE_ROWS, needed)));
    if (start.cursor === null) return withHeadHeld(rows, page).rows;
    return withPage(rows, page, start);
  }

  /** Puts the kept row back where it was if it fell out, as it is now. */
  async #withKept(before: readonly TimelineRow[], rows: TimelineRow[]): Promise<TimelineRow[]> {
    const kept = before.find((row) => row.id === this.#keptId);
    if (!kept || rows.some((row) => row.id === kept.id)) return rows;
    const current = await this.#current(kept);
    const place = rows.findIndex((row) => orderKey(row.id) < orderKey(kept.id));
    return place === -1 ? [...rows, current] : [...rows.slice(0, place), current, ...rows.slice(place)];
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
