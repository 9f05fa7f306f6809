import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api, ask } from './client';
import { keys } from './keys';

/** What to check with instead of what is configured. */
export interface SignatureAttempt {
  secret?: string;
  /** The address as the sender may know it. */
  url?: string;
}

function examine(id: string, attempt: SignatureAttempt = {}) {
  return ask(api.POST('/api/v1/events/{id}/signature', { params: { path: { id } }, body: attempt }));
}

/** The signature of an event, checked again with the secrets of today. */
export function useExamination(id: string) {
  return useQuery({ queryKey: keys.examination(id), queryFn: () => examine(id) });
}

/** Checks the signature of an event with another secret or another address; neither is kept. */
export function useSignatureAttempt(id: string) {
  return useMutation({ mutationFn: (attempt: SignatureAttempt) => examine(id, attempt) });
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

/** Tells a source the address its sender knows, which is part of what that signs. */
export function useSetPublicUrl(sourceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (public_url: string) =>
      ask(api.PATCH('/api/v1/sources/{id}', { params: { path: { id: sourceId } }, body: { public_url } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.sources });
      await client.invalidateQueries({ queryKey: keys.oneEvent });
    },
  });
}
