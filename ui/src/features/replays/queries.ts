import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { NewReplay } from '../../contract';
import { api, ask } from '../../data/client';
import { keys } from '../../data/keys';

/** What a replay would make; asked anew whenever the choice changes. */
export function useReplayPlan(asked: NewReplay, isWanted: boolean) {
  return useQuery({
    queryKey: keys.replayPlan(asked),
    queryFn: () => ask(api.POST('/api/v1/replays/plan', { body: asked })),
    enabled: isWanted,
    gcTime: 0,
  });
}

export function useStartReplay(onStarted: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: NewReplay) => ask(api.POST('/api/v1/replays', { body: asked })),
    onSuccess: onStarted,
    onSettled: () => client.invalidateQueries({ queryKey: keys.replays }),
  });
}

/** Replays that may still make deliveries. */
export function useOpenReplays() {
  return useQuery({
    queryKey: keys.replays,
    queryFn: () => ask(api.GET('/api/v1/replays')),
    select: ({ items }) => items.filter(({ state }) => state === 'running' || state === 'paused'),
  });
}

export function useMoveReplay() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, verb }: { id: string; verb: 'pause' | 'resume' | 'cancel' }) => {
      const params = { params: { path: { id } } };
      switch (verb) {
        case 'pause':
          return ask(api.POST('/api/v1/replays/{id}/pause', params));
        case 'resume':
          return ask(api.POST('/api/v1/replays/{id}/resume', params));
        default:
          return ask(api.POST('/api/v1/replays/{id}/cancel', params));
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.replays }),
  });
}
