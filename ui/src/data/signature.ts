import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api, ask } from './client';
import { keys } from './keys';

function examine(id: string, secret?: string) {
  return ask(
    api.POST('/api/v1/events/{id}/signature', { params: { path: { id } }, body: secret === undefined ? {} : { secret } }),
  );
}

/** The signature of an event, checked again with the secrets of today. */
export function useExamination(id: string) {
  return useQuery({ queryKey: keys.examination(id), queryFn: () => examine(id) });
}

/** Checks the signature of an event with another secret, which is not kept. */
export function useTrySecret(id: string) {
  return useMutation({ mutationFn: (secret: string) => examine(id, secret) });
}

/** Gives a source a secret, beside those it has. */
export function useAddSecret(sourceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (secret: string) =>
      ask(api.POST('/api/v1/sources/{id}/secrets', { params: { path: { id: sourceId } }, body: { secret } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.sources });
      await client.invalidateQueries({ queryKey: keys.oneEvent });
    },
  });
}
