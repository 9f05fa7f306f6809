import type { EventValue, EventValues } from '../../contract';

/** The values that a row's columns show, by column; null where the body has nothing there. */
export type ValuesOfRow = Readonly<Record<string, EventValue | null>>;

/** Events asked for at a time. */
const ASKED_MAX = 200;
/** Events whose values are kept. */
const KEPT_MAX = 5_000;

/** Asks the engine for what stands at some paths in the bodies of events. */
type Ask = (eventIds: readonly string[]) => Promise<readonly EventValues[]>;

/**
 * Values of bodies, read as rows come into sight. A body never changes, so that what was read stays true. What cannot be
 * read is asked for again with the next rows that come into sight.
 */
export class BodyValues {
  #ask: Ask;
  #columns: readonly string[];
  #known: ReadonlyMap<string, ValuesOfRow> = new Map();
  #wanted: readonly string[] = [];
  #isAsking = false;
  #listeners = new Set<() => void>();

  constructor(columns: readonly string[], ask: Ask) {
    this.#columns = columns;
    this.#ask = ask;
  }

  readonly known = (): ReadonlyMap<string, ValuesOfRow> => this.#known;

  readonly subscribe = (listen: () => void): (() => void) => {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  };

  /** These events are in sight. */
  want(eventIds: readonly string[]): void {
    this.#wanted = eventIds;
    if (!this.#isAsking) void this.#read();
  }

  async #read(): Promise<void> {
    this.#isAsking = true;
    try {
      for (;;) {
        const missing = [...new Set(this.#wanted)].filter((id) => !this.#known.has(id)).slice(0, ASKED_MAX);
        if (missing.length === 0) break;
        this.#keep(missing, await this.#ask(missing));
      }
    } catch {
      // The list says that the engine is not there; the next rows ask anew.
    } finally {
      this.#isAsking = false;
    }
  }

  #keep(asked: readonly string[], found: readonly EventValues[]): void {
    const read = new Map(found.map(({ event_id, values }) => [event_id, values]));
    // An event that is gone has no values, and is not asked for again.
    const rows = asked.map((id): [string, ValuesOfRow] => {
      const values = this.#columns.map((column, place) => [column, read.get(id)?.[place] ?? null] as const);
      return [id, Object.fromEntries(values)];
    });
    this.#known = new Map([...this.#known, ...rows].slice(-KEPT_MAX));
    for (const listen of this.#listeners) listen();
  }
}
