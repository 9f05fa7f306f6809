import { useState } from 'react';

import type { DeliveryDetail, FailureRemedy } from '../../../contract';
import { Button } from '../../../design/Button';
import { ChangeUrl } from './ChangeUrl';
import styles from './failure.module.css';
import { ProbePanel } from './ProbePanel';
import { remedyWord } from './remedyWords';
import { RemedyLink } from './RemedyLink';
import { useRemedyActions } from './useRemedyActions';
import { VerifySecret } from './VerifySecret';

interface RemedyBarProps {
  delivery: DeliveryDetail;
  remedies: readonly FailureRemedy[];
}

type Panel = 'probe' | 'verify' | 'url';

const panelOf: Partial<Record<FailureRemedy['kind'], Panel>> = {
  probe: 'probe',
  trust_certificate: 'probe',
  verify_with_secret: 'verify',
  change_url: 'url',
};

/** What can be done about a failure, as buttons; the most promising first. Some open a part below them. */
export function RemedyBar({ delivery, remedies }: RemedyBarProps) {
  const [panel, setPanel] = useState<Panel | null>(null);
  const { act, isBusy } = useRemedyActions(delivery);
  const suggested = remedies.find((remedy) => remedy.kind === 'change_url')?.suggested ?? null;
  return (
    <div className={styles.remedies}>
      <div className={styles.buttons}>
        {remedies.map((remedy, index) => {
          const opens = panelOf[remedy.kind];
          const variant = index === 0 ? 'primary' : 'default';
          if (opens !== undefined) {
            const isOpen = panel === opens;
            return (
              <Button
                key={remedy.kind}
                variant={variant}
                aria-expanded={isOpen}
                onClick={() => setPanel(isOpen ? null : opens)}
              >
                {remedyWord(remedy)}
              </Button>
            );
          }
          return act[remedy.kind] ? (
            <Button key={remedy.kind} variant={variant} isBusy={isBusy} onClick={() => act[remedy.kind]?.(remedy)}>
              {remedyWord(remedy)}
            </Button>
          ) : (
            <RemedyLink key={remedy.kind} remedy={remedy} delivery={delivery} />
          );
        })}
      </div>
      {panel === 'probe' && <ProbePanel destinationId={delivery.destination_id} />}
      {panel === 'verify' && <VerifySecret deliveryId={delivery.id} />}
      {panel === 'url' && (
        <ChangeUrl
          destinationId={delivery.destination_id}
          tried={delivery.attempts.at(-1)?.request.url ?? ''}
          suggested={suggested}
          onDone={() => setPanel(null)}
        />
      )}
    </div>
  );
}
