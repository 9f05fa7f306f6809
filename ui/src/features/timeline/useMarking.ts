import { useRef } from 'react';

import { type Marks, MARKED_MAX, toggled, withMarked } from '../../selection/marks';

/** The ids of all rows from one to another, at most so many from the upper one. */
type IdsBetween = (one: string, other: string, max: number) => Promise<string[]>;

/** A range that is being marked. */
interface RangeBegun {
  /** The row it began at. */
  from: string;
  /** The row it goes to now. */
  to: string;
  /** What was marked before it. */
  before: Marks;
}

/** Marks rows of the timeline: one, or all from the row where a range began. */
export function useMarking(idsBetween: IdsBetween, marks: Marks, onMarks: (marks: Marks) => void) {
  const range = useRef<RangeBegun | null>(null);
  return {
    /** Marks a row or takes its mark away. While nothing is marked, the row that is open is marked with it. */
    toggle: (id: string, open: string | undefined) => {
      range.current = null;
      const before = marks !== 'query' && marks.size === 0 && open && open !== id ? withMarked(marks, [open]) : marks;
      onMarks(toggled(before, id));
    },
    /** Marks all rows from where the range began, or begins, to another; a shorter range lets go of the rest. */
    extend: (from: string, to: string) => {
      const begun: RangeBegun = { from, before: marks, ...range.current, to };
      range.current = begun;
      void idsBetween(begun.from, to, MARKED_MAX).then((ids) => {
        if (range.current === begun) onMarks(withMarked(begun.before, ids));
      });
    },
    /** The next range begins anew. */
    endRange: () => {
      range.current = null;
    },
  };
}
