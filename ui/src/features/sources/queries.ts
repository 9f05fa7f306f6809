import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { NewSource, NewTestEvent, Source, SourcePatch } from '../../contract';
import { api, ask } from '../../data/client';
import { useDeletion, useIsDeleting } from '../../data/deletion';
import { keys } from '../../data/keys';

/** While a source waits for its first event it is asked this often, in case a notice is late. */
const WAITING_REFRESH_MS = 3_000;

/** One source; kept fresh while its first event has not come. */
export function useSource(id: string) {
  const isDeleting = useIsDeleting(id);
  return useQuery({
    enabled: !isDeleting,
    queryKey: keys.source(id),
    queryFn: () => ask(api.GET('/api/v1/sources/{id}', { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data?.last_event_at_ms === null ? WAITING_REFRESH_MS : false),
  });
}

export function useCreateSource() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (source: NewSource) => ask(api.POST('/api/v1/sources', { body: source })),
    onSuccess: refresh,
  });
}

export function useUpdateSource(id: Source['id']) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (patch: SourcePatch) =>
      ask(api.PATCH('/api/v1/sources/{id}', { params: { path: { id } }, body: patch })),
    onSuccess: refresh,
  });
}

export function useDeleteSource(id: Source['id'], onDeleted: () => Promise<unknown>) {
  return useDeletion({
    id,
    remove: () => ask(api.DELETE('/api/v1/sources/{id}', { params: { path: { id } } })),
    list: keys.sources,
    onDeleted,
  });
}

/** Signs an event the way the sender would and sends it to the receiver. */
export function useSendTestEvent(id: Source['id']) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (event: NewTestEvent) =>
      ask(api.POST('/api/v1/sources/{id}/test-event', { params: { path: { id } }, body: event })),
    onSuccess: refresh,
  });
}

/** What can be done with the secrets of a source. */
export function useSourceSecrets(id: Source['id']) {
  const refresh = useRefresh();
  return {
    reveal: async (secretId: string) => {
      const answer = await ask(
        api.POST('/api/v1/sources/{id}/secrets/{secret_id}/reveal', { params: { path: { id, secret_id: secretId } } }),
      );
      return answer.secret;
    },
    add: async (secret: string) => {
      await ask(api.POST('/api/v1/sources/{id}/secrets', { params: { path: { id } }, body: { secret } }));
      await refresh();
    },
    remove: async (secretId: string) => {
      await ask(
        api.DELETE('/api/v1/sources/{id}/secrets/{secret_id}', { params: { path: { id, secret_id: secretId } } }),
      );
      await refresh();
    },
  };
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.sources });
}
