import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api, ask } from './client';
import { keys } from './keys';

/** The newest changes of what is configured, newest first, with those that were taken back. */
export function useConfigurationChanges() {
  return useQuery({
    queryKey: keys.configurationChanges,
    queryFn: () => ask(api.GET('/api/v1/configuration/changes')),
    select: (whole) => whole.items,
  });
}

/** The change that was made last. */
export async function newestChange() {
  const { items } = await ask(api.GET('/api/v1/configuration/changes'));
  return items.find((change) => !change.is_undone);
}

/** Does something, and says which change that made; none where everything was so before. */
export async function withItsChange<Answer>(act: () => Promise<Answer>) {
  const before = await newestChange().catch(() => undefined);
  const answer = await act();
  const after = await newestChange().catch(() => undefined);
  return { answer, change: after?.number === before?.number ? undefined : after };
}

/** Takes a change back, or makes one again: the latest, or the one with that number. */
export function useTurnChange(way: 'undo' | 'redo') {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (number: number | null) =>
      way === 'undo'
        ? ask(api.POST('/api/v1/configuration/undo', { body: { number } }))
        : ask(api.POST('/api/v1/configuration/redo', { body: { number } })),
    // Much may have come back at once; notices would name it, a little later.
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => CONFIGURED.has(String(queryKey[0])) }),
  });
}

const CONFIGURED = new Set(
  [
    keys.configurationChanges,
    keys.sources,
    keys.destinations,
    keys.subscriptions,
    keys.mocks,
    keys.savedViews,
    keys.settings,
    keys.overview,
  ].map(([topic]) => String(topic)),
);
