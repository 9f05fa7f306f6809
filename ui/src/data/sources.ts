import { queryOptions, useQuery } from '@tanstack/react-query';

import { api, ask } from './client';
import { keys } from './keys';

export const sourcesQuery = queryOptions({
  queryKey: keys.sources,
  queryFn: () => ask(api.GET('/api/v1/sources')),
  select: (whole) => whole.items,
});

/** All sources. */
export function useSources() {
  return useQuery(sourcesQuery);
}
