import { useNavigate } from '@tanstack/react-router';

import type { Subscription } from '../../contract';
import { DeleteButton, useUndoToast } from '../../undo';
import { useDeleteSubscription } from './queries';

/** Deletes a subscription; its deliveries stay, and undoing brings it back. */
export function DeleteSubscription({ subscription }: { subscription: Subscription }) {
  const navigate = useNavigate();
  const sayDeleted = useUndoToast();
  const remove = useDeleteSubscription(subscription.id, async () => {
    await navigate({ to: '/subscriptions' });
    void sayDeleted();
  });
  return <DeleteButton remove={remove} />;
}
