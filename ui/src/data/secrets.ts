import { useQueryClient } from '@tanstack/react-query';

import { api, ask } from './client';
import { keys } from './keys';

/** Whose secrets they are. */
export type SecretOwner = { kind: 'source' | 'destination'; id: string };

/** What can be done with the secrets of a source or destination over time. */
export function useRotation({ kind, id }: SecretOwner) {
  const client = useQueryClient();
  const params = { path: { id } };
  const refresh = () => client.invalidateQueries({ queryKey: kind === 'source' ? keys.sources : keys.destinations });
  return {
    /** Makes a new secret; those in use end a day later. */
    rotate: async () => {
      await ask(
        kind === 'source'
          ? api.POST('/api/v1/sources/{id}/secrets/rotate', { params, body: {} })
          : api.POST('/api/v1/destinations/{id}/secrets/rotate', { params, body: {} }),
      );
      await refresh();
    },
    /** Gives a secret an end, or takes it away. */
    retire: async (secretId: string, at_ms: number | null) => {
      const one = { params: { path: { id, secret_id: secretId } }, body: { at_ms } };
      await ask(
        kind === 'source'
          ? api.POST('/api/v1/sources/{id}/secrets/{secret_id}/retire', one)
          : api.POST('/api/v1/destinations/{id}/secrets/{secret_id}/retire', one),
      );
      await refresh();
    },
    /** The secrets in use as lines of an environment file. */
    exported: async () => {
      const answer = await ask(
        kind === 'source'
          ? api.POST('/api/v1/sources/{id}/secrets/export', { params })
          : api.POST('/api/v1/destinations/{id}/secrets/export', { params }),
      );
      return answer.env;
    },
  };
}
