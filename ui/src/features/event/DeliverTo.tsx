import { t } from '@lingui/core/macro';
import { useMutation } from '@tanstack/react-query';

import { api, ask, problemOf } from '../../data/client';
import { useDestinations } from '../../data/destinations';
import { Button } from '../../design/Button';
import { Menu } from '../../design/Menu';
import { useToast } from '../../design/Toast';

interface DeliverToProps {
  eventId: string;
  /** Shows the delivery that was made. */
  onDelivery: (id: string) => void;
}

/** Delivers an event once, to a destination that is chosen. */
export function DeliverTo({ eventId, onDelivery }: DeliverToProps) {
  const destinations = useDestinations().data ?? [];
  const toast = useToast();
  const deliver = useMutation({
    mutationFn: (destinationId: string) =>
      ask(
        api.POST('/api/v1/events/{id}/deliveries', {
          params: { path: { id: eventId } },
          body: { destination_id: destinationId },
        }),
      ),
    onSuccess: ({ id }) => onDelivery(id),
    onError: (error) => toast({ title: t`Not delivered.`, detail: problemOf(error).detail, tone: 'failure' }),
  });
  if (destinations.length === 0) {
    return (
      <Button glyph="retrying" disabledReason={t`There is no destination yet.`}>
        {t`Deliver to ▾`}
      </Button>
    );
  }
  return (
    <Menu
      trigger={
        <Button glyph="retrying" isBusy={deliver.isPending}>
          {t`Deliver to ▾`}
        </Button>
      }
      entries={destinations.map(({ id, name }) => ({ label: name, onSelect: () => deliver.mutate(id) }))}
    />
  );
}
