import { t } from '@lingui/core/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import type { DeliveryDetail } from '../../contract';
import { deliveryQuery } from '../../data/delivery';
import { useDestinations } from '../../data/destinations';
import { StateChip } from '../../design/StateChip';
import { InspectorFrame, InspectorProblem } from '../../inspector';
import { AttemptsTab } from './AttemptsTab';
import { DeliveryActions } from './DeliveryActions';
import { DeliveryFacts } from './DeliveryFacts';
import { RequestTab } from './RequestTab';
import { ResponseTab } from './ResponseTab';
import { WhyTab } from './WhyTab';

export type DeliveryTab = 'why' | 'request' | 'response' | 'attempts' | 'compare';

interface DeliveryInspectorProps {
  id: string;
  tab: DeliveryTab;
  onTabChange: (tab: DeliveryTab) => void;
  /** Goes on to another delivery, such as a replay. */
  onDelivery: (id: string) => void;
  /** The event's request as it came in. */
  received: (eventId: string) => ReactNode;
  /** What is different in the event since the last success of its kind. */
  compared: (eventId: string) => ReactNode;
  onClose: () => void;
}

/** Everything about one delivery. While the next one loads, the one before stays, with its own buttons. */
export function DeliveryInspector({ id, ...rest }: DeliveryInspectorProps) {
  const delivery = useQuery({ ...deliveryQuery(id), placeholderData: keepPreviousData });
  if (delivery.isError) {
    return <InspectorProblem error={delivery.error} onRetry={() => void delivery.refetch()} onClose={rest.onClose} />;
  }
  return delivery.data ? <LoadedDelivery delivery={delivery.data} {...rest} /> : null;
}

function LoadedDelivery({
  delivery,
  tab,
  onTabChange,
  onDelivery,
  received,
  compared,
  onClose,
}: Omit<DeliveryInspectorProps, 'id'> & { delivery: DeliveryDetail }) {
  const destination = useDestinations().data?.find(({ id }) => id === delivery.destination_id);
  const destinationName = destination?.name ?? t`a deleted destination`;
  const tries = delivery.attempts.length;
  return (
    <InspectorFrame
      title={delivery.event_type}
      chip={
        <StateChip
          look="chip"
          state={delivery.state}
          attempts={{ made: delivery.attempts_made, max: delivery.attempts_max }}
        />
      }
      facts={<DeliveryFacts delivery={delivery} destinationName={destinationName} onDelivery={onDelivery} />}
      actions={<DeliveryActions key={delivery.id} delivery={delivery} onDelivery={onDelivery} />}
      tab={tab}
      onTabChange={onTabChange}
      onClose={onClose}
      tabs={[
        {
          value: 'why',
          label: t`Why`,
          panel: (
            <WhyTab
              key={delivery.id}
              delivery={delivery}
              destinationName={destinationName}
              onTabChange={onTabChange}
              elsewhere={['replay', 'run_now']}
            />
          ),
        },
        {
          value: 'request',
          label: t`Request`,
          panel: <RequestTab key={delivery.id} delivery={delivery} received={received} />,
        },
        { value: 'response', label: t`Response`, panel: <ResponseTab key={delivery.id} delivery={delivery} /> },
        {
          value: 'attempts',
          label: tries > 0 ? t`Attempts ${tries}` : t`Attempts`,
          panel: <AttemptsTab key={delivery.id} delivery={delivery} />,
        },
        { value: 'compare', label: t`Compare`, panel: compared(delivery.event_id) },
      ]}
    />
  );
}
