import { useEffect, useMemo, useSyncExternalStore } from 'react';

import { onNotice } from '../../data/changes';
import { api, ask } from '../../data/client';
import { LiveRows } from './liveRows';
import type { RowGroup } from './search';
import type { TimelineQuery } from './timelineQuery';

/** The rows that match a filter, live as long as the caller is mounted. */
export function useLiveRows(query: TimelineQuery, group: RowGroup | undefined) {
  const key = JSON.stringify({ ...query, ...(group && { group }) });
  const live = useMemo(() => {
    const asked = JSON.parse(key) as TimelineQuery & { group?: RowGroup };
    return new LiveRows({
      page: (before, limit) =>
        ask(
          api.GET('/api/v1/timeline', { params: { query: { ...asked, limit, ...(before !== null && { before }) } } }),
        ),
      landmarks: (before, after) => {
        const stretch = { ...(before !== null && { before }), ...(after !== null && { after }) };
        return ask(api.GET('/api/v1/timeline/landmarks', { params: { query: { ...asked, ...stretch } } })).then(
          ({ cursors, rows, next }) => ({ cursors, rows, next: next ?? null }),
        );
      },
      delivery: (id) => ask(api.GET('/api/v1/deliveries/{id}', { params: { path: { id } } })),
    });
  }, [key]);
  useEffect(() => live.start(), [live]);
  useEffect(() => onNotice((notice) => notice.stale.includes('timeline') && live.stale()), [live]);
  return { live, ...useSyncExternalStore(live.subscribe, live.state) };
}
