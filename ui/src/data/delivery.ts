import { queryOptions } from '@tanstack/react-query';

import { api, ask } from './client';
import { keys } from './keys';

/** One delivery with its attempts and what is still to come. */
export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: keys.delivery(id),
    queryFn: () => ask(api.GET('/api/v1/deliveries/{id}', { params: { path: { id } } })),
  });
