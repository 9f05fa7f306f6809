import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { NewDestination } from '../contract';
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

export function useCreateDestination() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (destination: NewDestination) => ask(api.POST('/api/v1/destinations', { body: destination })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.destinations }),
  });
}
