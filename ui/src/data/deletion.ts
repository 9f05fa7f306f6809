import { type QueryKey, useIsMutating, useMutation, useQueryClient } from '@tanstack/react-query';

interface Deletion {
  id: string;
  remove: () => Promise<unknown>;
  /** The list it is gone from. */
  list: QueryKey;
  /** Leaves the screen of what was deleted. */
  onDeleted: () => Promise<unknown>;
}

/**
 * Deletes one thing and leaves its screen. Until the screen is left, the thing itself is not asked for again: the
 * answer would be that it is gone.
 */
export function useDeletion({ id, remove, list, onDeleted }: Deletion) {
  const client = useQueryClient();
  return useMutation({
    mutationKey: deletionKey(id),
    mutationFn: remove,
    onSuccess: async () => {
      await onDeleted();
      await client.invalidateQueries({ queryKey: list, exact: true });
    },
  });
}

/** Whether it is being deleted. */
export function useIsDeleting(id: string): boolean {
  return useIsMutating({ mutationKey: deletionKey(id) }) > 0;
}

function deletionKey(id: string): QueryKey {
  return ['delete', id];
}
