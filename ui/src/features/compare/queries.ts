import { queryOptions } from '@tanstack/react-query';

import { api, ask } from '../../data/client';
import { keys } from '../../data/keys';

/** How two payloads differ. Payloads never change, so it is asked once for each pair. */
export const comparisonQuery = (left: string, right: string, ignored: readonly string[]) =>
  queryOptions({
    queryKey: keys.comparison(left, right, ignored),
    queryFn: ({ signal }) => {
      const ignore = ignored.length > 0 ? { ignore: ignored.join(',') } : {};
      return ask(api.GET('/api/v1/compare', { params: { query: { left, right, ...ignore } }, signal }));
    },
    staleTime: Infinity,
  });

/** The newest event of a kind that was delivered, other than this one; null when there is none. */
export async function lastSuccess(eventType: string, sourceId: string | null, than: string): Promise<string | null> {
  const query = { event_type: eventType, state: 'delivered', limit: 50, ...(sourceId !== null && { source_id: sourceId }) };
  const { items } = await ask(api.GET('/api/v1/deliveries', { params: { query } }));
  return items.find(({ event_id }) => event_id !== than)?.event_id ?? null;
}
