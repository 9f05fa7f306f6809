import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';

import type { EventDetail } from '../../contract';
import { problemOf } from '../../data/client';
import { useLocalPorts } from '../../data/localPorts';
import { Button } from '../../design/Button';
import { Dot } from '../../design/Dot';
import { ErrorNotice } from '../../design/ErrorNotice';
import { TextInput } from '../../design/TextInput';
import styles from './ForwardOffer.module.css';
import { LOCALHOST, localUrl } from './localUrl';
import { useForward } from './useForward';

/** Chips at most; a busy computer listens on dozens of ports. */
const PORTS_SHOWN = 8;

interface ForwardOfferProps {
  event: EventDetail;
  onDelivery: (id: string) => void;
}

/** One line that sends the event, and every later one of its source, to a port on this computer. */
export function ForwardOffer({ event, onDelivery }: ForwardOfferProps) {
  const [place, setPlace] = useState('');
  const ports = useLocalPorts().data ?? [];
  const forward = useForward(event, onDelivery);
  const typed = place.trim() === '' ? String(ports[0]?.port ?? '3000') : place;
  const url = localUrl(typed);
  const problem = url === null ? t`Write a port from 1 to 65535, like 3000 or 3000/webhooks.` : undefined;

  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    if (url !== null) forward.mutate(url);
  };

  return (
    <form className={styles.offer} onSubmit={submit}>
      <div className={styles.line}>
        <TextInput
          isMono
          prefix={LOCALHOST}
          aria-label={t`Port of your app, with a path if you like`}
          placeholder={String(ports[0]?.port ?? '3000')}
          value={place}
          onChange={(change) => setPlace(change.target.value)}
          aria-invalid={url === null || undefined}
          className={styles.input}
        />
        <Button
          type="submit"
          variant="primary"
          isBusy={forward.isPending}
          disabledReason={problem}
          className={styles.submit}
        >
          <Trans>Forward</Trans>
        </Button>
      </div>
      {problem && <p className={styles.problem}>{problem}</p>}
      {ports.length > 0 && (
        <div className={styles.ports} role="group" aria-label={t`Programs listening on this computer`}>
          {ports.slice(0, PORTS_SHOWN).map(({ port, process }) => (
            <button
              key={port}
              type="button"
              className={styles.port}
              onClick={() => forward.mutate(`${LOCALHOST}${port}`)}
            >
              <Dot tone="good" />
              <span className="visually-hidden"><Trans>Forward to this port:</Trans></span>
              <span className="mono">{port}</span>
              {process !== null && <small>{process}</small>}
            </button>
          ))}
        </div>
      )}
      {forward.error && <ErrorNotice problem={problemOf(forward.error)} />}
    </form>
  );
}
