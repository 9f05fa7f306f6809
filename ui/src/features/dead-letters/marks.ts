import type { NewReplay } from '../../contract';
import type { DeadLetterQuery } from '../../data/deadLetters';

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

export function markedCount(marks: Marks, matching: number): number {
  return marks === 'query' ? matching : marks.size;
}

/** What is marked, as replays and discards ask for it. */
export function selectionOf(marks: Marks, query: DeadLetterQuery): NewReplay {
  if (marks !== 'query') return { states: ['dead_letter'], delivery_ids: [...marks] };
  return {
    states: ['dead_letter'],
    from_destination_id: query.destination_id ?? null,
    event_type: query.event_type ?? null,
    reason: query.reason ?? null,
    received_from_ms: query.received_from_ms ?? null,
    received_until_ms: query.received_until_ms ?? null,
    replay_id: query.replay_id ?? null,
  };
}
