import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Destination, DestinationPatch, RowState } from '../../contract';
import { api, ask } from '../../data/client';
import { useDeletion, useIsDeleting } from '../../data/deletion';
import { keys } from '../../data/keys';

/** How often a trial delivery is looked at until its first attempt has ended. */
const OUTCOME_REFRESH_MS = 300;

export function useDestination(id: string) {
  const isDeleting = useIsDeleting(id);
  return useQuery({
    enabled: !isDeleting,
    queryKey: keys.destination(id),
    queryFn: () => ask(api.GET('/api/v1/destinations/{id}', { params: { path: { id } } })),
  });
}

export function useUpdateDestination(id: Destination['id']) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (patch: DestinationPatch) =>
      ask(api.PATCH('/api/v1/destinations/{id}', { params: { path: { id } }, body: patch })),
    onSuccess: refresh,
  });
}

/** Holds or resumes the deliveries to a destination. */
export function usePauseDestination() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, is_paused }: Pick<Destination, 'id' | 'is_paused'>) =>
      ask(api.PATCH('/api/v1/destinations/{id}', { params: { path: { id } }, body: { is_paused } })),
    onSuccess: refresh,
  });
}

/** Takes a disabled destination back into service. */
export function useEnableDestination() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: Destination['id']) =>
      ask(api.POST('/api/v1/destinations/{id}/enable', { params: { path: { id } } })),
    onSuccess: refresh,
  });
}

export function useDeleteDestination(id: Destination['id'], onDeleted: () => Promise<unknown>) {
  return useDeletion({
    id,
    remove: () => ask(api.DELETE('/api/v1/destinations/{id}', { params: { path: { id } } })),
    list: keys.destinations,
    onDeleted,
  });
}

/** Makes a test event and delivers it to a destination. */
export function useSendTest(id: Destination['id']) {
  return useMutation({
    mutationFn: () => ask(api.POST('/api/v1/destinations/{id}/test', { params: { path: { id } }, body: {} })),
  });
}

/** Whether the first attempt of a trial delivery is still to come; a held one waits for the destination instead. */
function isUnderWay(state: RowState | undefined): boolean {
  return state === undefined || state === 'queued' || state === 'sending';
}

/** How a trial delivery is going; asked anew until its first attempt has ended. */
export function useDeliveryOutcome(id: string | null) {
  return useQuery({
    queryKey: keys.delivery(id ?? ''),
    queryFn: () => ask(api.GET('/api/v1/deliveries/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== null,
    refetchInterval: (query) => (isUnderWay(query.state.data?.state) ? OUTCOME_REFRESH_MS : false),
  });
}

/** What can be done with the secrets of a destination. */
export function useDestinationSecrets(id: Destination['id']) {
  const refresh = useRefresh();
  return {
    reveal: async (secretId: string) => {
      const answer = await ask(
        api.POST('/api/v1/destinations/{id}/secrets/{secret_id}/reveal', {
          params: { path: { id, secret_id: secretId } },
        }),
      );
      return answer.secret;
    },
    add: async (secret: string) => {
      await ask(api.POST('/api/v1/destinations/{id}/secrets', { params: { path: { id } }, body: { secret } }));
      await refresh();
    },
    remove: async (secretId: string) => {
      await ask(
        api.DELETE('/api/v1/destinations/{id}/secrets/{secret_id}', { params: { path: { id, secret_id: secretId } } }),
      );
      await refresh();
    },
  };
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.destinations });
}
