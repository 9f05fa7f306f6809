import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';

import { problemOf } from '../../data/client';
import { deliveryQuery } from '../../data/delivery';
import { useDestinations } from '../../data/destinations';
import { ErrorNotice } from '../../design/ErrorNotice';
import { WhyTab } from './WhyTab';

/** Why one delivery failed, for places that show more than one. */
export function DeliveryWhy({ id, onOpen }: { id: string; onOpen: () => void }) {
  const delivery = useQuery(deliveryQuery(id));
  const name = useDestinations().data?.find((destination) => destination.id === delivery.data?.destination_id)?.name;
  if (delivery.isError) return <ErrorNotice problem={problemOf(delivery.error)} />;
  if (!delivery.data) return null;
  return (
    <WhyTab
      delivery={delivery.data}
      destinationName={name ?? t`a deleted destination`}
      onTabChange={onOpen}
      elsewhere={['open_issue', 'replay_issue']}
    />
  );
}
