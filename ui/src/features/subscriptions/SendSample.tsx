import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import type { DeliveryDetail, Destination, EventSummary } from '../../contract';
import { problemOf } from '../../data/client';
import { Button } from '../../design/Button';
import { CheckedLine } from '../../design/CheckedLine';
import { isUnderWay, useDeliveryOutcome, useSendSample } from './queries';
import type { Target } from './subscriptionDraft';
import styles from './subscriptions.module.css';

export interface SendSampleProps {
  /** The chosen destination, if it is stored. */
  destination: Destination | undefined;
  target: Target | null;
  /** A real event that matches; without one an event is made up. */
  sample: EventSummary | undefined;
  patterns: readonly string[];
}

/** Delivers one event to the chosen destination now, and shows how it went without leaving the page. */
export function SendSample({ destination, target, sample, patterns }: SendSampleProps) {
  const [deliveryId, setDeliveryId] = useState<string | null>(null);
  const send = useSendSample();
  const delivery = useDeliveryOutcome(deliveryId);

  const disabledReason = destination
    ? undefined
    : target
      ? t`Save first: the destination does not exist yet.`
      : t`Choose a destination first.`;

  return (
    <>
      <Button
        disabledReason={disabledReason}
        isBusy={send.isPending}
        onClick={() => {
          if (!destination) return;
          setDeliveryId(null);
          send.mutate(
            {
              destinationId: destination.id,
              sampleId: sample?.id,
              eventType: patterns.find((pattern) => !pattern.includes('*')),
            },
            { onSuccess: setDeliveryId },
          );
        }}
      >
        <Trans>Send test event</Trans>
      </Button>
      {send.error && <CheckedLine tone="bad">{problemOf(send.error).detail}</CheckedLine>}
      {delivery.data && <Outcome delivery={delivery.data} />}
    </>
  );
}

function Outcome({ delivery }: { delivery: DeliveryDetail }) {
  const { event_type, latency_ms } = delivery;
  if (isUnderWay(delivery.state)) return <CheckedLine tone="waiting">{t`Sending ${event_type}…`}</CheckedLine>;
  if (delivery.state === 'held') return <CheckedLine tone="neutral">{delivery.explanation}</CheckedLine>;
  const answer = delivery.status ?? delivery.error_class?.replaceAll('_', ' ') ?? t`no answer`;
  return (
    <CheckedLine tone={delivery.state === 'delivered' ? 'good' : 'bad'}>
      <Link to="/timeline" search={{ selected: delivery.id }} className={styles.outcome} title={delivery.explanation}>
        {latency_ms === null ? `${event_type} → ${answer}` : t`${event_type} → ${answer} in ${latency_ms} ms`}
      </Link>
    </CheckedLine>
  );
}
