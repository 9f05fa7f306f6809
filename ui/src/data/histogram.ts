import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { api, ask } from './client';
import { keys } from './keys';

/** A span of time; without an end it ends now, without a begin it begins with the oldest that is known. */
export interface Span {
  since_ms?: number;
  until_ms?: number;
  last_ms?: number;
}

/** It ages on its own. */
const REFRESH_MS = 15_000;

/** Deliveries by when they were made, over a span. */
export function useHistogram(span: Span) {
  return useQuery({
    queryKey: keys.histogram(span),
    queryFn: () => ask(api.GET('/api/v1/timeline/histogram', { params: { query: span } })),
    refetchInterval: span.until_ms === undefined ? REFRESH_MS : false,
    placeholderData: keepPreviousData,
  });
}
