import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import type { Subscription } from '../../contract';
import { problemOf } from '../../data/client';
import { Button } from '../../design/Button';
import { ConfirmDialog } from '../../design/ConfirmDialog';
import { useDeleteSubscription } from './queries';

/** Deletes a subscription after asking. */
export function DeleteSubscription({ subscription }: { subscription: Subscription }) {
  const [isAsking, setAsking] = useState(false);
  const navigate = useNavigate();
  const remove = useDeleteSubscription(subscription.id, () => navigate({ to: '/subscriptions' }));

  return (
    <>
      <Button variant="ghost" glyph="trash" onClick={() => setAsking(true)}>
        Delete
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title="Delete this subscription?"
        consequences="New events are still kept, but no longer delivered by it. Past deliveries stay in the timeline. To stop for a while, switch it off instead."
        verb="Delete subscription"
        isBusy={remove.isPending}
        problem={remove.error && problemOf(remove.error)}
        onConfirm={() => remove.mutate()}
      />
    </>
  );
}
