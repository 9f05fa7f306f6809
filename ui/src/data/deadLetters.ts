import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import type { NewReplay } from '../contract';
import { api, ask } from './client';
import { keys } from './keys';

const PAGE_ROWS = 100;

/** Which dead letters, in the words of the API. */
export interface DeadLetterQuery {
  destination_id?: string;
  event_type?: string;
  reason?: string;
  received_from_ms?: number;
  received_until_ms?: number;
  replay_id?: string;
}

/** Dead letters, newest first, page by page. */
export const deadLetterPagesQuery = (query: DeadLetterQuery) =>
  infiniteQueryOptions({
    queryKey: keys.deadLetterPages(query),
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/dead-letters', {
          params: { query: { ...query, limit: PAGE_ROWS, ...(pageParam && { before: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });

/** How many there are of each destination, kind, reason and day. */
export const deadLetterFacetsQuery = (query: DeadLetterQuery) =>
  queryOptions({
    queryKey: keys.deadLetterFacets(query),
    queryFn: () =>
      ask(
        api.GET('/api/v1/dead-letters/facets', {
          params: { query: { ...query, utc_offset_minutes: -new Date().getTimezoneOffset() } },
        }),
      ),
  });

/** What was discarded and can still be exported. */
export const discardedPagesQuery = infiniteQueryOptions({
  queryKey: keys.discardedPages,
  queryFn: ({ pageParam }) =>
    ask(
      api.GET('/api/v1/dead-letters/bin', {
        params: { query: { limit: PAGE_ROWS, ...(pageParam && { before: pageParam }) } },
      }),
    ),
  initialPageParam: '',
  getNextPageParam: (page) => page.next,
});

export function useDiscard() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (selection: NewReplay) => ask(api.POST('/api/v1/dead-letters/discard', { body: selection })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.deadLetters }),
  });
}

export function useTakeBack() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => ask(api.POST('/api/v1/dead-letters/discards/{id}/undo', { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.deadLetters }),
  });
}

/** Dead letters with their events, one JSON object a line. */
export function exportedText(selection: NewReplay): Promise<string> {
  return ask(api.POST('/api/v1/dead-letters/export', { body: selection, parseAs: 'text' }));
}

/** The same of what lies in the bin. */
export function exportedBinText(): Promise<string> {
  return ask(api.GET('/api/v1/dead-letters/bin/export', { parseAs: 'text' }));
}
