/** Rows marked one by one, or everything that the query means, seen or not. */
export type Marks = ReadonlySet<string> | 'query';

/** Rows that can be marked one by one; the engine takes no more. */
export const MARKED_MAX = 1_000;

export const nothingMarked: Marks = new Set();

export function isMarked(marks: Marks, id: string): boolean {
  return marks === 'query' || marks.has(id);
}

/** Marks a row, or takes its mark away. From the query one row cannot be taken away: then nothing is marked. */
export function toggled(marks: Marks, id: string): Marks {
  if (marks === 'query') return nothingMarked;
  const next = new Set(marks);
  if (!next.delete(id) && next.size < MARKED_MAX) next.add(id);
  return next;
}

/** Marks rows beside those that are marked. The query is let go of: who marks rows means these. */
export function withMarked(marks: Marks, ids: readonly string[]): Marks {
  const next = new Set(marks === 'query' ? [] : marks);
  for (const id of ids) if (next.size < MARKED_MAX) next.add(id);
  return next;
}

export function markedCount(marks: Marks, matching: number): number {
  return marks === 'query' ? matching : marks.size;
}
