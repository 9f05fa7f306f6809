import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import type { DeliveryDetail } from '../../contract';
import { deliveryQuery } from '../../data/delivery';
import { Button } from '../../design/Button';
import { Select } from '../../design/Select';
import { type AnsweredAttempt, answeredAttempts, pairOf } from './answeredAttempts';
import styles from './AttemptsTab.module.css';
import { statusText } from './statusText';

/** Two answers to choose and compare: of this delivery, and of the one that it replays. */
export function CompareAttempts({ delivery }: { delivery: DeliveryDetail }) {
  const navigate = useNavigate();
  const original = useQuery({ ...deliveryQuery(delivery.replay_of ?? ''), enabled: delivery.replay_of !== null }).data;
  const [chosen, setChosen] = useState<{ left?: string; right?: string }>({});
  const answered = answeredAttempts(delivery, original ?? null);
  const pair = pairOf(answered, chosen);
  if (!pair) return null;
  const options = answered.map((one) => ({ value: one.id, label: words(one) }));
  return (
    <div className={styles.compare} role="group" aria-label={t`Compare responses`}>
      <Select size="button" aria-label={t`First response`} value={pair.left} options={options} onValueChange={(left) => setChosen({ ...pair, left })} />
      <Select size="button" aria-label={t`Second response`} value={pair.right} options={options} onValueChange={(right) => setChosen({ ...pair, right })} />
      <Button
        glyph="compare"
        disabledReason={pair.left === pair.right ? t`Choose two different attempts.` : undefined}
        onClick={() => void navigate({ to: '/compare', search: { ...pair, mode: 'text' } })}
      >
        <Trans>Compare responses</Trans>
      </Button>
    </div>
  );
}

function words({ number, status, isOfOriginal }: AnsweredAttempt): string {
  const answer = `${status} ${statusText(status)}`.trim();
  return isOfOriginal ? t`Original, attempt ${number}: ${answer}` : t`Attempt ${number}: ${answer}`;
}
