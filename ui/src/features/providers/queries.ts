import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { NewProvider, NewProviderTrial } from '../../contract';
import { api, ask } from '../../data/client';
import { useDeletion } from '../../data/deletion';
import { keys } from '../../data/keys';

/** How many of the newest events are offered to try a provider on. */
const EVENTS_OFFERED = 20;

/** Adds a provider of one's own, or changes it. */
export function usePutProvider() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ slug, provider }: { slug: string; provider: NewProvider }) =>
      ask(api.PUT('/api/v1/providers/{slug}', { params: { path: { slug } }, body: provider })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.providers }),
  });
}

export function useDeleteProvider(slug: string, onDeleted: () => Promise<unknown>) {
  return useDeletion({
    id: slug,
    remove: () => ask(api.DELETE('/api/v1/providers/{slug}', { params: { path: { slug } } })),
    list: keys.providers,
    onDeleted,
  });
}

/** What a provider makes of an event or of a pasted request. Nothing is kept. */
export function useProviderTrial() {
  return useMutation({
    mutationFn: (asked: NewProviderTrial) => ask(api.POST('/api/v1/provider-trials', { body: asked })),
  });
}

/** The newest events, to try a provider on. */
export function useNewestEvents() {
  return useQuery({
    queryKey: [...keys.events, 'newest', EVENTS_OFFERED],
    queryFn: () => ask(api.GET('/api/v1/events', { params: { query: { limit: EVENTS_OFFERED } } })),
    select: (page) => page.items,
  });
}
