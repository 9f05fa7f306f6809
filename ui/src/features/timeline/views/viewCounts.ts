import { useQuery } from '@tanstack/react-query';

import type { RowCount, SavedView } from '../../../contract';
import { api, ask } from '../../../data/client';
import { useDestinations } from '../../../data/destinations';
import { keys } from '../../../data/keys';
import { useSources } from '../../../data/sources';
import { countText } from '../../../design/formatNumber';
import { parseFilter } from '../filter';
import { looksIntoBodies, type Named, resolveFilter, type TimelineQuery } from '../timelineQuery';

/** Least time between two counts. Nothing is counted while the window is hidden. */
const REFRESH_MS = 5_000;

/** How many rows each saved view shows, by its id; what is not known yet, or cannot be, is left out. */
export function useViewCounts(views: readonly SavedView[]): ReadonlyMap<string, RowCount> {
  const sources = useSources().data;
  const destinations = useDestinations().data;
  const isReady = sources !== undefined && destinations !== undefined;
  const counted = isReady ? countedOf(views, sources, destinations) : [];
  const filters = counted.map(({ filter }) => filter);
  const counts = useQuery({
    queryKey: keys.viewCounts(filters),
    queryFn: ({ signal }) => ask(api.POST('/api/v1/timeline/counts', { body: { filters }, signal })),
    enabled: filters.length > 0,
    refetchInterval: REFRESH_MS,
  }).data?.items;
  return new Map(
    counted.flatMap(({ id }, place): [string, RowCount][] => {
      const count = counts?.[place];
      return count ? [[id, count]] : [];
    }),
  );
}

export interface CountedView {
  id: string;
  filter: TimelineQuery & { group?: string };
}

/** The views that can be counted, in the words of the API: those whose names mean something. */
export function countedOf(
  views: readonly SavedView[],
  sources: readonly Named[],
  destinations: readonly Named[],
): CountedView[] {
  return views.flatMap(({ id, filter, grouping }) => {
    const resolved = resolveFilter(parseFilter(filter), sources, destinations);
    if (resolved.kind === 'unknown') return [];
    // Rows are not looked for in bodies while they stand together by issue; one such view must not take the others' counts.
    if (grouping === 'issue' && looksIntoBodies(resolved.query)) return [];
    return [{ id, filter: { ...resolved.query, ...(grouping !== 'none' && { group: grouping }) } }];
  });
}

/** `7`, or `1,000+` where there are more; nothing where none was found so far. */
export function rowCountText({ rows, is_at_least }: RowCount): string {
  if (rows === 0 && is_at_least) return '';
  const text = countText(rows);
  return is_at_least ? `${text}+` : text;
}
