import { queryOptions } from '@tanstack/react-query';

import { api, ask } from '../../data/client';
import { keys } from '../../data/keys';

/** The last success of a kind. */
export const lastSuccessQuery = (eventType: string, sourceId: string | null, than: string) =>
  queryOptions({
    queryKey: keys.lastSuccess(eventType, sourceId, than),
    queryFn: () => lastSuccess(eventType, sourceId, than),
  });

/** The newest event of a kind that was delivered, other than this one; null when there is none. */
export async function lastSuccess(eventType: string, sourceId: string | null, than: string): Promise<string | null> {
  const query = { event_type: eventType, state: 'delivered', limit: 50, ...(sourceId !== null && { source_id: sourceId }) };
  const { items } = await ask(api.GET('/api/v1/deliveries', { params: { query } }));
  return items.find(({ event_id }) => event_id !== than)?.event_id ?? null;
}
