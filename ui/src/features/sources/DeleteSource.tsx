import { useNavigate } from '@tanstack/react-router';

import type { Source } from '../../contract';
import { DeleteButton, useUndoToast } from '../../undo';
import { useDeleteSource } from './queries';

/** Deletes a source with its secrets and subscriptions; its events stay, and undoing brings the rest back. */
export function DeleteSource({ source }: { source: Source }) {
  const navigate = useNavigate();
  const sayDeleted = useUndoToast();
  const remove = useDeleteSource(source.id, async () => {
    await navigate({ to: '/sources' });
    void sayDeleted();
  });
  return <DeleteButton remove={remove} />;
}
