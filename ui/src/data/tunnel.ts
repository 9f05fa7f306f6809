import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api, ask } from './client';
import { keys } from './keys';

/** What can put the receiver on the internet, and what does. */
export function useTunnel() {
  return useQuery({ queryKey: keys.tunnel, queryFn: () => ask(api.GET('/api/v1/tunnel')) });
}

/** Puts the receiver on the internet with an installed program. */
export function useStartTunnel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (program: string) => ask(api.POST('/api/v1/tunnel', { body: { program } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.tunnel }),
  });
}

/** Takes the receiver from the internet. */
export function useStopTunnel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask(api.DELETE('/api/v1/tunnel')),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.tunnel }),
  });
}
