import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { NewSavedView, SavedView, SavedViewPatch } from '../contract';
import { api, ask } from './client';
import { keys } from './keys';

/** All saved views of the timeline, oldest first. */
export function useSavedViews() {
  return useQuery({
    queryKey: keys.savedViews,
    queryFn: () => ask(api.GET('/api/v1/views')),
    select: (whole) => whole.items,
  });
}

export function useSaveView(onSaved: (view: SavedView) => void) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (view: NewSavedView) => ask(api.POST('/api/v1/views', { body: view })),
    onSuccess: async (view) => {
      await refresh();
      onSaved(view);
    },
  });
}

export function useChangeView(onChanged?: (view: SavedView) => void) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, ...patch }: SavedViewPatch & { id: string }) =>
      ask(api.PATCH('/api/v1/views/{id}', { params: { path: { id } }, body: patch })),
    onSuccess: async (view) => {
      await refresh();
      onChanged?.(view);
    },
  });
}

export function useDeleteView() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: string) => ask(api.DELETE('/api/v1/views/{id}', { params: { path: { id } } })),
    onSettled: refresh,
  });
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.savedViews });
}
