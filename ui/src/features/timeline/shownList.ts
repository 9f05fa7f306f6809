import type { TimelineRow } from '../../contract';
import { placeOf, rowAt, rowCount, type RowPages } from './rowPages';

/** The rows as they stand below each other: those of the list, and below some of them others that belong to them. */
export interface ShownList {
  count: number;
  rowAt: (place: number) => TimelineRow | undefined;
  /** -1 when it is not known. */
  placeOf: (id: string) => number;
  /** The row that this one stands below, when it belongs to another. */
  parentAt: (place: number) => TimelineRow | undefined;
  /** The place in the list of the row at a place, or of the row it belongs to. */
  inList: (place: number) => number;
}

/** A row that is open, and the rows that belong to it. */
export interface OpenRow {
  id: string;
  below: readonly TimelineRow[];
}

/** What is shown of a list while some of its rows are open. */
export function shownList(list: RowPages, open: readonly OpenRow[]): ShownList {
  const opened = open
    .map(({ id, below }) => ({ at: placeOf(list, id), below }))
    .filter(({ at, below }) => at >= 0 && below.length > 0)
    .sort((one, other) => one.at - other.at);

  const find = (place: number): { at: number; below?: TimelineRow } => {
    let shift = 0;
    for (const { at, below } of opened) {
      const first = at + shift + 1;
      if (place < first) break;
      const within = below[place - first];
      if (within) return { at, below: within };
      shift += below.length;
    }
    return { at: place - shift };
  };
  const shiftOf = (at: number) =>
    opened.reduce((shift, group) => (group.at < at ? shift + group.below.length : shift), 0);

  return {
    count: rowCount(list) + opened.reduce((sum, { below }) => sum + below.length, 0),
    rowAt: (place) => {
      const { at, below } = find(place);
      return below ?? rowAt(list, at);
    },
    placeOf: (id) => {
      const at = placeOf(list, id);
      if (at >= 0) return at + shiftOf(at);
      for (const group of opened) {
        const within = group.below.findIndex((row) => row.id === id);
        if (within >= 0) return group.at + shiftOf(group.at) + 1 + within;
      }
      return -1;
    },
    parentAt: (place) => {
      const { at, below } = find(place);
      return below && rowAt(list, at);
    },
    inList: (place) => find(place).at,
  };
}
