import type { ExportWhat } from '../features/interchange';
import type { TimelineQuery } from '../features/timeline';
import type { Marks } from '../selection/marks';

/** What can be exported: what is marked, else the row that is open, or all that the filter shows. */
export function exportChoices(query: TimelineQuery, marks: Marks, open: string | null): ExportWhat[] {
  const ids = marks === 'query' ? [] : marks.size > 0 ? [...marks] : open === null ? [] : [open];
  return [...(ids.length > 0 ? [{ kind: 'selected' as const, ids }] : []), { kind: 'filtered', query: { ...query } }];
}
