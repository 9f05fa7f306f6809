import { queryOptions } from '@tanstack/react-query';

import { api, ask } from './client';
import { keys } from './keys';

/** How long an answer is taken for true, in ms: rows come and go all the time. */
const FRESH_MS = 3_000;

/** The newest rows whose kind has a text in it. */
export const rowsOfKindQuery = (text: string, limit: number) =>
  queryOptions({
    queryKey: keys.rowsOfKind(text, limit),
    queryFn: () => ask(api.GET('/api/v1/timeline', { params: { query: { q: text, limit } } })),
    select: (page) => page.items,
    staleTime: FRESH_MS,
  });
