import { plural, t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';

import type { DeliveryDetail } from '../../contract';
import { useSources } from '../../data/sources';
import { exactTime, fullMoment } from '../../design/exactTime';
import { FactLine, IdText, SignatureLine } from '../../inspector';
import styles from './DeliveryFacts.module.css';

interface DeliveryFactsProps {
  delivery: DeliveryDetail;
  destinationName: string;
  onDelivery: (id: string) => void;
}

/** Where a delivery comes from and goes to, its ids, and the check of the event's signature. */
export function DeliveryFacts({ delivery, destinationName, onDelivery }: DeliveryFactsProps) {
  const source = useSources().data?.find(({ id }) => id === delivery.source_id);
  const { attempts_made, replay_of: replayed } = delivery;
  return (
    <>
      <FactLine
        facts={[
          <span key="way" className={styles.way}>
            {source ? (
              <Link to="/sources/$id" params={{ id: source.id }}>
                {source.name}
              </Link>
            ) : (
              'API'
            )}
            {' → '}
            <Link to="/destinations/$id" params={{ id: delivery.destination_id }}>
              {destinationName}
            </Link>
          </span>,
          <span key="time" title={fullMoment(delivery.received_at_ms)}>
            {exactTime(delivery.received_at_ms)}
          </span>,
          attempts_made > 0 && plural(attempts_made, { one: '# attempt', other: '# attempts' }),
          replayed !== null && (
            <button key="replay" type="button" className={styles.replay} onClick={() => onDelivery(replayed)}>
              {t`Replay of an earlier delivery`}
            </button>
          ),
          delivery.trigger === 'replay' && replayed === null && t`Sent by hand`,
          delivery.trigger === 'test' && t`Test`,
        ]}
      />
      <FactLine facts={[<IdText key="event" id={delivery.event_id} />, <IdText key="delivery" id={delivery.id} />]} />
      <SignatureLine verification={delivery.event.verification} />
    </>
  );
}
