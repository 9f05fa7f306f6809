import { queryOptions, useQuery } from '@tanstack/react-query';

import { api, ask } from './client';
import { keys } from './keys';

/** Notices come when something moves; the histogram and the rate also age on their own. */
const REFRESH_MS = 15_000;

export const overviewQuery = queryOptions({
  queryKey: keys.overview,
  queryFn: () => ask(api.GET('/api/v1/overview')),
  refetchInterval: REFRESH_MS,
});

/** The figures of the whole workspace. */
export function useOverview() {
  return useQuery(overviewQuery);
}
