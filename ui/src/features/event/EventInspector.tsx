import { t } from '@lingui/core/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';

import type { EventDetail } from '../../contract';
import { eventQuery } from '../../data/event';
import { useSources } from '../../data/sources';
import { exactTime, fullMoment } from '../../design/exactTime';
import { bytesText } from '../../design/formatBytes';
import { StateChip } from '../../design/StateChip';
import { FactLine, IdText, InspectorFrame, InspectorProblem, SignatureLine } from '../../inspector';
import { EventActions } from './EventActions';
import { ReceivedRequest } from './ReceivedRequest';
import { WhyNotDelivered } from './WhyNotDelivered';

export type EventTab = 'why' | 'request' | 'compare';

interface EventInspectorProps {
  id: string;
  tab: EventTab;
  onTabChange: (tab: EventTab) => void;
  /** Goes on to a delivery of the event. */
  onDelivery: (id: string) => void;
  /** What is different in the event since the last success of its kind. */
  compared: (eventId: string) => ReactNode;
  onClose: () => void;
}

/** An event that has no delivery: why not, and what it was. */
export function EventInspector({ id, onDelivery, ...rest }: EventInspectorProps) {
  const event = useQuery({ ...eventQuery(id), placeholderData: keepPreviousData });
  const isCurrent = event.data?.id === id;
  const deliveryId = isCurrent ? event.data?.deliveries[0]?.id : undefined;

  // An event that has a delivery is better shown through it.
  useEffect(() => {
    if (deliveryId !== undefined) onDelivery(deliveryId);
  }, [deliveryId, onDelivery]);

  if (event.isError) {
    return <InspectorProblem error={event.error} onRetry={() => void event.refetch()} onClose={rest.onClose} />;
  }
  if (!event.data || deliveryId !== undefined) return null;
  return <LoadedEvent event={event.data} onDelivery={onDelivery} {...rest} />;
}

function LoadedEvent({
  event,
  tab,
  onTabChange,
  onDelivery,
  compared,
  onClose,
}: Omit<EventInspectorProps, 'id'> & { event: EventDetail }) {
  const source = useSources().data?.find(({ id }) => id === event.source_id);
  const sourceName = source?.name ?? '';
  const isRejected = event.verification.verdict === 'rejected';
  return (
    <InspectorFrame
      title={event.event_type}
      chip={<StateChip look="chip" state={isRejected ? 'rejected' : 'unrouted'} />}
      facts={
        <>
          <FactLine
            facts={[
              <IdText key="id" id={event.id} />,
              source ? (
                <Link key="source" to="/sources/$id" params={{ id: source.id }}>
                  {t`from ${sourceName}`}
                </Link>
              ) : (
                t`published through the API`
              ),
              <span key="time" title={fullMoment(event.received_at_ms)}>
                {exactTime(event.received_at_ms)}
              </span>,
              bytesText(event.body_bytes),
            ]}
          />
          <SignatureLine verification={event.verification} />
        </>
      }
      actions={<EventActions event={event} source={source} onDelivery={onDelivery} />}
      tab={tab}
      onTabChange={onTabChange}
      onClose={onClose}
      tabs={[
        {
          value: 'why',
          label: t`Why`,
          panel: <WhyNotDelivered event={event} source={source} onDelivery={onDelivery} />,
        },
        { value: 'request', label: t`Request`, panel: <ReceivedRequest key={event.id} eventId={event.id} /> },
        { value: 'compare', label: t`Compare`, panel: compared(event.id) },
      ]}
    />
  );
}
