import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { api, ask } from './client';
import { useIsDeleting } from './deletion';
import { keys } from './keys';

/** They age on their own. */
const REFRESH_MS = 15_000;

/** Attempts, latencies and waiting deliveries of a destination, so long back from now. */
export function useFigures(destinationId: string, last_ms: number) {
  const isDeleting = useIsDeleting(destinationId);
  return useQuery({
    enabled: !isDeleting,
    queryKey: keys.figures(destinationId, last_ms),
    queryFn: () =>
      ask(api.GET('/api/v1/destinations/{id}/figures', { params: { path: { id: destinationId }, query: { last_ms } } })),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
}
