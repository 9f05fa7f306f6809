import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Created, NewReplay } from '../../contract';
import { api, ask } from '../../data/client';
import { keys } from '../../data/keys';

const PAGE_ROWS = 30;
/** Replays looked at for those under way and those that ended a moment ago. */
const RECENT_ROWS = 20;
/** Deliveries of a replay go on after its last was made, which no notice about replays says. */
const FOLLOW_MS = 1_000;

/** What a replay would make; asked anew whenever the choice changes, or one of it was tried. */
export function useReplayPlan(asked: NewReplay, trial: string) {
  return useQuery({
    queryKey: keys.replayPlan({ ...asked, trial: trial === 'arrived' }),
    queryFn: () => ask(api.POST('/api/v1/replays/plan', { body: asked })),
    gcTime: 0,
  });
}

export function useStartReplay(onStarted: (started: Created) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: NewReplay) => ask(api.POST('/api/v1/replays', { body: asked })),
    onSuccess: onStarted,
    onSettled: () => client.invalidateQueries({ queryKey: keys.replays }),
  });
}

/** One replay, followed while it is shown. */
export function useReplay(id: string | null) {
  return useQuery({
    queryKey: keys.replay(id ?? ''),
    queryFn: () => ask(api.GET('/api/v1/replays/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== null,
    refetchInterval: FOLLOW_MS,
  });
}

const replayPagesQuery = infiniteQueryOptions({
  queryKey: keys.replayPages,
  queryFn: ({ pageParam }) =>
    ask(api.GET('/api/v1/replays', { params: { query: { limit: PAGE_ROWS, ...(pageParam && { before: pageParam }) } } })),
  initialPageParam: '',
  getNextPageParam: (page) => page.next,
});

/** All replays, newest first, page by page. */
export function useReplays() {
  return useInfiniteQuery(replayPagesQuery);
}

/** Replays under way, and those that ended a moment ago. */
export function useRecentReplays() {
  return useQuery({
    queryKey: keys.openReplays,
    queryFn: () => ask(api.GET('/api/v1/replays', { params: { query: { limit: RECENT_ROWS } } })),
    select: ({ items }) => items,
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? FOLLOW_MS : false),
  });
}

/** Replays that may still make deliveries. */
export function useOpenReplays() {
  const recent = useRecentReplays();
  return { data: recent.data?.filter(({ state }) => state === 'running' || state === 'paused') };
}

function isUnderWay({ state, queued, sending, retrying }: { state: string; queued: number; sending: number; retrying: number }): boolean {
  return state === 'running' || queued + sending + retrying > 0;
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

export function useRetryFailed() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => ask(api.POST('/api/v1/replays/{id}/retry-failed', { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.replays }),
  });
}
