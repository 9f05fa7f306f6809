import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';

import { useEventText } from '../../data/catalogue';
import { problemOf } from '../../data/client';
import { deliveryQuery } from '../../data/delivery';
import { useDestinations } from '../../data/destinations';
import { eventQuery } from '../../data/event';
import { ErrorNotice } from '../../design/ErrorNotice';
import { EditReplayForm } from './EditReplayForm';
import { headersToEdit, isEditable } from './editReplayDraft';

/** A delivery, edited and sent again. What was received stays as it is. */
export function EditReplay({ id, onDelivery }: { id: string; onDelivery: (id: string) => void }) {
  const delivery = useQuery(deliveryQuery(id));
  const eventId = delivery.data?.event_id ?? null;
  const event = useQuery({ ...eventQuery(eventId ?? ''), enabled: eventId !== null });
  const body = useEventText(eventId);
  const destinations = useDestinations();
  const failed = [delivery, event, body, destinations].find(({ isError }) => isError);
  if (failed) return <ErrorNotice problem={problemOf(failed.error)} onRetry={() => void failed.refetch()} />;
  if (!delivery.data || !event.data || body.data === undefined || !destinations.data) return null;
  if (!isEditable(body.data)) {
    return (
      <ErrorNotice
        problem={{
          code: 'not_editable',
          detail: t`This payload cannot be edited as text.`,
          hint: t`It is binary, or larger than 1 MB. Save it, and send it from there.`,
        }}
      />
    );
  }
  return (
    <EditReplayForm
      key={id}
      delivery={delivery.data}
      destinations={destinations.data}
      received={{ body: body.data, headers: headersToEdit(event.data.headers) }}
      onDelivery={onDelivery}
    />
  );
}
