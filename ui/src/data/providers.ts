import { queryOptions, useQuery } from '@tanstack/react-query';

import type { Provider } from '../contract';
import { api, ask } from './client';
import { keys } from './keys';

export const providersQuery = queryOptions({
  queryKey: keys.providers,
  queryFn: () => ask(api.GET('/api/v1/providers')),
  select: (whole) => whole.items,
});

/** All providers: those that were added here first. */
export function useProviders(): readonly Provider[] {
  return useQuery(providersQuery).data ?? [];
}

/** One provider; undefined for `hmac`, and until they are loaded. */
export function useProvider(slug: string): Provider | undefined {
  return useProviders().find((provider) => provider.slug === slug);
}
