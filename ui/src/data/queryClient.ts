import { QueryClient } from '@tanstack/react-query';

import { ProblemError } from './client';

/** Tries after the first, for requests that nobody answered. A refusal is never asked again. */
const RETRIES_MAX = 2;

/** The cache of answers. Notices say when something is stale, so age alone does not. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        gcTime: 60_000,
        refetchOnWindowFocus: false,
        networkMode: 'always',
        retry: (failures, error) => error instanceof ProblemError && error.status === 0 && failures < RETRIES_MAX,
        retryDelay: 400,
      },
      mutations: { networkMode: 'always' },
    },
  });
}
