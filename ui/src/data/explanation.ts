import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import type { DestinationPatch } from '../contract';
import { api, ask } from './client';
import { keys } from './keys';

/** Why a delivery failed; null when nothing about it did. */
export const explanationQuery = (id: string) =>
  queryOptions({
    queryKey: keys.explanation(id),
    queryFn: () => ask(api.GET('/api/v1/deliveries/{id}/explanation', { params: { path: { id } } })),
  });

/** Looks how a destination is now, without sending it an event. */
export function useProbe(id: string) {
  return useMutation({
    mutationFn: () => ask(api.POST('/api/v1/destinations/{id}/probe', { params: { path: { id } } })),
  });
}

/** Checks whether the signature that was sent last is one of a secret. */
export function useSentSignatureCheck(deliveryId: string) {
  return useMutation({
    mutationFn: (secret: string) =>
      ask(api.POST('/api/v1/deliveries/{id}/signature', { params: { path: { id: deliveryId } }, body: { secret } })),
  });
}

/** Changes a destination so that a failure is over. */
export function useDestinationRemedy(id: string) {
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: keys.destinations });
  const change = useMutation({
    mutationFn: (patch: DestinationPatch) =>
      ask(api.PATCH('/api/v1/destinations/{id}', { params: { path: { id } }, body: patch })),
    onSuccess: refresh,
  });
  const enable = useMutation({
    mutationFn: () => ask(api.POST('/api/v1/destinations/{id}/enable', { params: { path: { id } } })),
    onSuccess: refresh,
  });
  return { change, enable };
}
