import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api, ask } from './client';
import { keys } from './keys';

const PAGE_ROWS = 50;

/** Issues in these states, page by page; the one that failed last comes first. */
export const issuePagesQuery = (states: string) =>
  infiniteQueryOptions({
    queryKey: keys.issuePages(states),
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/issues', {
          params: { query: { state: states, limit: PAGE_ROWS, ...(pageParam && { before: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });

export const issueQuery = (id: string) =>
  queryOptions({
    queryKey: keys.issue(id),
    queryFn: () => ask(api.GET('/api/v1/issues/{id}', { params: { path: { id } } })),
  });

/** Issues looked up by their ids. */
const KNOWN_ROWS = 500;

/** All issues, whatever their state. */
export const allIssuesQuery = queryOptions({
  queryKey: keys.allIssues,
  queryFn: () => ask(api.GET('/api/v1/issues', { params: { query: { limit: KNOWN_ROWS } } })),
  select: (page) => page.items,
});

/** Deliveries of an issue that are shown below it. */
const DELIVERIES_SHOWN = 100;

/** The newest deliveries of an issue. */
export const issueDeliveriesQuery = (id: string) =>
  queryOptions({
    queryKey: keys.issueDeliveries(id),
    queryFn: () =>
      ask(
        api.GET('/api/v1/issues/{id}/deliveries', { params: { path: { id }, query: { limit: DELIVERIES_SHOWN } } }),
      ),
  });

export type IssueVerb = 'acknowledge' | 'ignore' | 'resolve' | 'reopen';

/** Does what a person says of an issue; the answer is shown at once. */
export function useIssueAct(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (verb: IssueVerb) => {
      const at = { params: { path: { id } } };
      switch (verb) {
        case 'acknowledge':
          return ask(api.POST('/api/v1/issues/{id}/acknowledge', at));
        case 'ignore':
          return ask(api.POST('/api/v1/issues/{id}/ignore', at));
        case 'resolve':
          return ask(api.POST('/api/v1/issues/{id}/resolve', at));
        case 'reopen':
          return ask(api.POST('/api/v1/issues/{id}/reopen', at));
      }
    },
    onSuccess: (issue) => client.setQueryData(keys.issue(id), issue),
    onSettled: () => client.invalidateQueries({ queryKey: ['issues'] }),
  });
}

/** Has nobody told of an issue until a moment; null ends that. */
export function useMuteIssue(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (until_ms: number | null) =>
      ask(api.POST('/api/v1/issues/{id}/mute', { params: { path: { id } }, body: { until_ms } })),
    onSuccess: (issue) => client.setQueryData(keys.issue(id), issue),
  });
}
