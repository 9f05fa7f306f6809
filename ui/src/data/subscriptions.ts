import { queryOptions, useQuery } from '@tanstack/react-query';

import { api, ask } from './client';
import { keys } from './keys';

export const subscriptionsQuery = queryOptions({
  queryKey: keys.subscriptions,
  queryFn: () => ask(api.GET('/api/v1/subscriptions')),
  select: (whole) => whole.items,
});

/** All subscriptions. */
export function useSubscriptions() {
  return useQuery(subscriptionsQuery);
}
