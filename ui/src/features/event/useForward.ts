import { useMutation, useQueryClient } from '@tanstack/react-query';

import type { EventDetail } from '../../contract';
import { api, ask } from '../../data/client';
import { destinationsQuery } from '../../data/destinations';
import { subscriptionsQuery } from '../../data/subscriptions';

/**
 * Makes a destination of a URL and a subscription of everything the event's source sends, and delivers the event there
 * now. What exists already is used again, so that a second try makes no doubles.
 */
export function useForward(event: EventDetail, onDelivery: (id: string) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (url: string) => {
      const destinations = await client.fetchQuery({ ...destinationsQuery, staleTime: 0 });
      const destination =
        destinations.items.find((known) => known.url === url) ??
        (await ask(api.POST('/api/v1/destinations', { body: { url } })));
      const subscriptions = await client.fetchQuery({ ...subscriptionsQuery, staleTime: 0 });
      const subscription =
        subscriptions.items.find(
          (known) => known.destination_id === destination.id && known.source_id === event.source_id,
        ) ??
        (await ask(
          api.POST('/api/v1/subscriptions', {
            body: {
              source_id: event.source_id,
              event_types: ['*'],
              destination_id: destination.id,
              retry_schedule: { preset: 'fast-local' },
              notify: 'first_failure',
            },
          }),
        ));
      return ask(
        api.POST('/api/v1/events/{id}/deliveries', {
          params: { path: { id: event.id } },
          body: { destination_id: destination.id, subscription_id: subscription.id },
        }),
      );
    },
    onSuccess: ({ id }) => onDelivery(id),
  });
}
