import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import type { Destination } from '../../contract';
import { problemOf } from '../../data/client';
import { Button } from '../../design/Button';
import { Card } from '../../design/Card';
import { CheckedLine } from '../../design/CheckedLine';
import { StateChip } from '../../design/StateChip';
import styles from './destinations.module.css';
import { useDeliveryOutcome, useSendTest } from './queries';

/** Sends one made-up event to the destination and shows what came back, without leaving the page. */
export function SendTest({ destination }: { destination: Destination }) {
  const [deliveryId, setDeliveryId] = useState<string | null>(null);
  const test = useSendTest(destination.id);
  const delivery = useDeliveryOutcome(deliveryId);

  return (
    <div className={styles.test}>
      <h2 className={styles.paneTitle}><Trans>Try it</Trans></h2>
      <p className="t2">
        {destination.scheme === 'none'
          ? t`Sends one unsigned test event to ${destination.name}.`
          : t`Sends one signed test event to ${destination.name}.`}
      </p>
      <div>
        <Button
          glyph="bolt"
          isBusy={test.isPending}
          onClick={() => test.mutate(undefined, { onSuccess: (answer) => setDeliveryId(answer.delivery_id) })}
        >
          <Trans>Send test</Trans>
        </Button>
      </div>
      {test.error && <CheckedLine tone="bad">{problemOf(test.error).detail}</CheckedLine>}
      {delivery.data && (
        <Card className={styles.outcome}>
          <div className={styles.outcomeHead} role="status">
            <StateChip
              state={delivery.data.state}
              look="chip"
              attempts={{ made: delivery.data.attempts_made, max: delivery.data.attempts_max }}
            />
            {delivery.data.status !== null && <span className="mono">{delivery.data.status}</span>}
            {delivery.data.latency_ms !== null && <span className="t2">{delivery.data.latency_ms} ms</span>}
          </div>
          <p className={styles.outcomeText}>{delivery.data.explanation}</p>
          <Link to="/timeline" search={{ selected: delivery.data.id }} className={styles.link}>
            <Trans>Show the delivery</Trans>
          </Link>
        </Card>
      )}
    </div>
  );
}
