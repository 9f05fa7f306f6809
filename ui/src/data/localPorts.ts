import { useQuery } from '@tanstack/react-query';

import { api, ask } from './client';
import { keys } from './keys';

/** How often the list is read anew while it is shown: a program may be started at any time. */
const REFRESH_MS = 4_000;

/** Ports that programs on this computer listen on, our own left out. */
export function useLocalPorts() {
  return useQuery({
    queryKey: keys.localPorts,
    queryFn: () => ask(api.GET('/api/v1/local-ports')),
    select: (whole) => whole.items,
    refetchInterval: REFRESH_MS,
  });
}
