import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

import type { EventDetail, Source } from '../../contract';
import { SectionStack, Section } from '../../inspector';
import { ForwardOffer } from './ForwardOffer';
import { SignatureDoctor } from './signature/SignatureDoctor';
import styles from './WhyNotDelivered.module.css';

interface WhyNotDeliveredProps {
  event: EventDetail;
  source: Source | undefined;
  onDelivery: (id: string) => void;
}

/** Why an event went nowhere, and how to change that. */
export function WhyNotDelivered({ event, source, onDelivery }: WhyNotDeliveredProps) {
  return event.verification.verdict === 'rejected' ? (
    <Rejected event={event} source={source} />
  ) : (
    <Unrouted event={event} onDelivery={onDelivery} />
  );
}

function Rejected({ event, source }: { event: EventDetail; source: Source | undefined }) {
  const { explanation } = event.verification;
  const sourceName = source?.name ?? '';
  const reason = explanation.charAt(0).toLowerCase() + explanation.slice(1);
  return (
    <SectionStack>
      <div>
        <p className={styles.headline}>{t`Rejected: ${reason}`}</p>
        <p className="t2">{t`The sender got 401. The event is kept for you to look at, and is never delivered.`}</p>
      </div>
      <SignatureDoctor event={event} source={source} />
      {source && (
        <p>
          <Link to="/sources/$id" params={{ id: source.id }} className={styles.link}>
            {t`Check the secret of ${sourceName}`}
          </Link>
        </p>
      )}
    </SectionStack>
  );
}

function Unrouted({ event, onDelivery }: { event: EventDetail; onDelivery: (id: string) => void }) {
  return (
    <SectionStack>
      <div>
        <p className={styles.headline}>{t`No subscription matched.`}</p>
        <p className="t2">
          {t`The event is kept, byte for byte. Send it on to your app, and every event of this source that comes after it.`}
        </p>
      </div>
      <Section title={t`Forward it to your app`}>
        <ForwardOffer key={event.id} event={event} onDelivery={onDelivery} />
      </Section>
      <p className="t3">
        {t`Want to choose the kinds of events, or another address?`}{' '}
        <Link
          to="/subscriptions/$id"
          params={{ id: 'new' }}
          search={event.source_id === null ? {} : { source_id: event.source_id }}
          className={styles.link}
        >
          <Trans>Make a subscription</Trans>
        </Link>
      </p>
    </SectionStack>
  );
}
