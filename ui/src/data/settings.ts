import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Settings, SettingsPatch } from '../contract';
import { api, ask } from './client';
import { keys } from './keys';

export const settingsQuery = queryOptions({
  queryKey: keys.settings,
  queryFn: async ({ client }) => {
    const updates = () => client.getQueryState(keys.settings)?.dataUpdateCount;
    const updatesBefore = updates();
    const settings = await ask(api.GET('/api/v1/settings'));
    // What was read while a change was under way may be from before it.
    const hasChanged = client.isMutating({ mutationKey: keys.settings }) > 0 || updates() !== updatesBefore;
    return (hasChanged && client.getQueryData<Settings>(keys.settings)) || settings;
  },
});

/** The settings of the workspace. */
export function useSettings() {
  return useQuery(settingsQuery);
}

/** Changes settings; what is shown changes at once and goes back if the engine refuses. */
export function useChangeSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: keys.settings,
    // One after the other, so that the last one asked for is the one that holds.
    scope: { id: 'settings' },
    mutationFn: (patch: SettingsPatch) => ask(api.PATCH('/api/v1/settings', { body: patch })),
    onMutate: (patch) => {
      const before = client.getQueryData<Settings>(keys.settings);
      if (before) client.setQueryData<Settings>(keys.settings, { ...before, ...definedIn(patch) });
      void client.cancelQueries({ queryKey: keys.settings });
      return before;
    },
    onError: (_error, _patch, before) => client.setQueryData(keys.settings, before),
    onSuccess: (settings) => {
      // An answer that later changes have overtaken says nothing new.
      if (client.isMutating({ mutationKey: keys.settings }) === 1) client.setQueryData(keys.settings, settings);
    },
  });
}

function definedIn(patch: SettingsPatch): Partial<Settings> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
