import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import type { DeliveryDetail } from '../../contract';
import { deliveryQuery } from '../../data/delivery';
import { Button } from '../../design/Button';
import { Select } from '../../design/Select';
import styles from './AttemptsTab.module.css';
import { type ComparableAttempt, comparableAttempts, pairOf } from './comparableAttempts';
import { statusText } from './statusText';

/** Two attempts to choose, and to compare what came back or what was sent: of this delivery, and of the one that it replays. */
export function CompareAttempts({ delivery }: { delivery: DeliveryDetail }) {
  const navigate = useNavigate();
  const original = useQuery({ ...deliveryQuery(delivery.replay_of ?? ''), enabled: delivery.replay_of !== null }).data;
  const [chosen, setChosen] = useState<{ left?: string; right?: string }>({});
  const attempts = comparableAttempts(delivery, original ?? null);
  const pair = pairOf(attempts, chosen);
  if (!pair) return null;
  const [left, right] = [pair.left.id, pair.right.id];
  const options = attempts.map((one) => ({ value: one.id, label: words(one) }));
  const number = [pair.left, pair.right].find(({ status }) => status === null)?.number;
  const same = left === right ? t`Choose two different attempts.` : undefined;
  const open = (suffix: '' | ':request') =>
    void navigate({ to: '/compare', search: { left: `${left}${suffix}`, right: `${right}${suffix}`, mode: 'text' } });
  return (
    <div className={styles.compare} role="group" aria-label={t`Compare attempts`}>
      <Select size="button" className={styles.choice} aria-label={t`First attempt`} value={left} options={options} onValueChange={(id) => setChosen({ left: id, right })} />
      <Select size="button" className={styles.choice} aria-label={t`Second attempt`} value={right} options={options} onValueChange={(id) => setChosen({ left, right: id })} />
      <Button
        glyph="compare"
        disabledReason={same ?? (number === undefined ? undefined : t`Attempt ${number} got no answer.`)}
        onClick={() => open('')}
      >
        <Trans>Compare responses</Trans>
      </Button>
      <Button disabledReason={same} onClick={() => open(':request')}>
        <Trans>Compare requests</Trans>
      </Button>
    </div>
  );
}

function words({ number, status, isOfOriginal }: ComparableAttempt): string {
  const answer = status === null ? t`no answer` : `${status} ${statusText(status)}`.trim();
  return isOfOriginal ? t`Original, attempt ${number}: ${answer}` : t`Attempt ${number}: ${answer}`;
}
