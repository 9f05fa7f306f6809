import { useNavigate } from '@tanstack/react-router';

import type { Destination } from '../../contract';
import { DeleteButton, useUndoToast } from '../../undo';
import { useDeleteDestination } from './queries';

/** Deletes a destination with its secrets and subscriptions, and cancels what waits for it; undoing brings all that back. */
export function DeleteDestination({ destination }: { destination: Destination }) {
  const navigate = useNavigate();
  const sayDeleted = useUndoToast();
  const remove = useDeleteDestination(destination.id, async () => {
    await navigate({ to: '/destinations' });
    void sayDeleted();
  });
  return <DeleteButton remove={remove} />;
}
