import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import type { Destination } from '../../contract';
import { problemOf } from '../../data/client';
import { Button } from '../../design/Button';
import { ConfirmDialog } from '../../design/ConfirmDialog';
import { countOf } from '../../design/formatNumber';
import { useDeleteDestination } from './queries';

/** Deletes a destination after asking. */
export function DeleteDestination({ destination }: { destination: Destination }) {
  const [isAsking, setAsking] = useState(false);
  const navigate = useNavigate();
  const remove = useDeleteDestination(destination.id, () => navigate({ to: '/destinations' }));
  const waiting =
    destination.waiting_count > 0
      ? ` ${countOf(destination.waiting_count, 'waiting delivery is', 'waiting deliveries are')} cancelled.`
      : '';

  return (
    <>
      <Button variant="ghost" glyph="trash" onClick={() => setAsking(true)}>
        Delete
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Delete ${destination.name}?`}
        consequences={`Nothing is delivered to ${destination.url} any more; its secrets and its subscriptions are deleted with it.${waiting} Past deliveries stay in the timeline.`}
        verb="Delete destination"
        isBusy={remove.isPending}
        problem={remove.error && problemOf(remove.error)}
        onConfirm={() => remove.mutate()}
      />
    </>
  );
}
