import { useQuery } from '@tanstack/react-query';

import { api, ask } from './client';
import { keys } from './keys';

/** The kinds of events seen, most frequent first; of one source or of all (`null`). */
export function useEventTypes(sourceId: string | null, options: { isWanted?: boolean } = {}) {
  return useQuery({
    queryKey: keys.eventTypes(sourceId),
    queryFn: () =>
      ask(api.GET('/api/v1/event-types', { params: { query: sourceId === null ? {} : { source_id: sourceId } } })),
    select: (whole) => whole.items,
    enabled: options.isWanted ?? true,
  });
}
