import { queryOptions, useQuery } from '@tanstack/react-query';

import { api, ask } from './client';
import { keys } from './keys';

export const destinationsQuery = queryOptions({
  queryKey: keys.destinations,
  queryFn: () => ask(api.GET('/api/v1/destinations')),
  select: (whole) => whole.items,
});

/** All destinations. */
export function useDestinations() {
  return useQuery(destinationsQuery);
}
