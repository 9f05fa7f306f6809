import { queryOptions } from '@tanstack/react-query';

import { api, ask } from './client';
import { keys } from './keys';

/** One event with its headers and deliveries. */
export const eventQuery = (id: string) =>
  queryOptions({
    queryKey: keys.event(id),
    queryFn: () => ask(api.GET('/api/v1/events/{id}', { params: { path: { id } } })),
  });
