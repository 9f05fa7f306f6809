import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { LabRun, NewLabRun } from '../contract';
import { api, ask } from './client';
import { useDeletion, useIsDeleting } from './deletion';
import { keys } from './keys';

/** What the hostile sender can try, in the order in which it does. It is part of the program. */
export const attacksQuery = queryOptions({
  queryKey: keys.attacks,
  queryFn: () => ask(api.GET('/api/v1/lab/attacks')),
  select: (whole) => whole.items,
});

export function useAttacks() {
  return useQuery(attacksQuery);
}

/** The newest runs of the hostile sender. */
export function useLabRuns() {
  return useQuery({
    queryKey: keys.labRuns,
    queryFn: () => ask(api.GET('/api/v1/lab/runs')),
    select: (whole) => whole.items,
  });
}

/** One run, with what came of its attacks so far. */
export function useLabRun(id: string | undefined) {
  const isDeleting = useIsDeleting(id ?? '');
  return useQuery({
    enabled: id !== undefined && !isDeleting,
    queryKey: keys.labRun(id ?? ''),
    queryFn: () => ask(api.GET('/api/v1/lab/runs/{id}', { params: { path: { id: id ?? '' } } })),
  });
}

export function useStartLabRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: NewLabRun) => ask(api.POST('/api/v1/lab/runs', { body: asked })),
    onSuccess: async (run, asked) => {
      client.setQueryData(keys.labRun(run.id), run);
      // A run is kept without its secret and its payload: who runs it again in this window need not type them again.
      client.setQueryDefaults(keys.labAsked(run.id), { gcTime: Infinity });
      client.setQueryData(keys.labAsked(run.id), asked);
      await client.invalidateQueries({ queryKey: keys.labRuns, exact: true });
    },
  });
}

/** What a run was asked for, when that was in this window. */
export function useLabAsked(id: string): NewLabRun | undefined {
  return useQueryClient().getQueryData<NewLabRun>(keys.labAsked(id));
}

/** Ends a run; what it found is kept. */
export function useCancelLabRun(id: LabRun['id']) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask(api.POST('/api/v1/lab/runs/{id}/cancel', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.labRuns }),
  });
}

/** Deletes a run that ended. */
export function useDeleteLabRun(id: LabRun['id'], onDeleted: () => Promise<unknown>) {
  return useDeletion({
    id,
    remove: () => ask(api.DELETE('/api/v1/lab/runs/{id}', { params: { path: { id } } })),
    list: keys.labRuns,
    onDeleted,
  });
}
