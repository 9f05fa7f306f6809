import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import type { ProviderTrial } from '../../contract';
import { problemOf } from '../../data/client';
import { Button } from '../../design/Button';
import { CheckedLine } from '../../design/CheckedLine';
import { ErrorNotice } from '../../design/ErrorNotice';
import { Field } from '../../design/Field';
import { clockTime } from '../../design/relativeTime';
import { SegmentedControl } from '../../design/SegmentedControl';
import { Select } from '../../design/Select';
import { TextArea } from '../../design/TextArea';
import { TextInput } from '../../design/TextInput';
import { parsePasted } from './pastedRequest';
import styles from './providers.module.css';
import { useNewestEvents, useProviderTrial } from './queries';
import type { typedRecord } from './recordFields';

/** Tries the provider as it is written on an event or a pasted request, before anything uses it. */
export function TryProvider({ typed }: { typed: ReturnType<typeof typedRecord> }) {
  const [kind, setKind] = useState<'event' | 'pasted'>('event');
  const [secret, setSecret] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [pasted, setPasted] = useState('');
  const events = useNewestEvents().data ?? [];
  const trial = useProviderTrial();

  const eventId = chosen ?? events[0]?.id;
  const request = parsePasted(pasted);
  const missing = missingFor();
  const run = () => {
    if (missing || 'problem' in typed) return;
    const on = kind === 'event' || 'problem' in request ? { event_id: eventId ?? null } : { request };
    trial.mutate({ ...typed, secret: secret.trim() || null, ...on });
  };

  function missingFor(): string | undefined {
    if ('problem' in typed) return typed.problem;
    if (kind === 'event') return eventId === undefined ? t`No event was received yet. Paste a request instead.` : undefined;
    if (pasted.trim() === '') return t`Paste a request first.`;
    return 'problem' in request ? t`Line ${request.problem} is no header.` : undefined;
  }

  return (
    <div className={styles.trial} role="group" aria-label={t`Try it`}>
      <h2 className={styles.trialTitle}>
        <Trans>Try it</Trans>
      </h2>
      <SegmentedControl
        aria-label={t`What to try it on`}
        value={kind}
        onValueChange={setKind}
        options={[
          { value: 'event', label: t`An event` },
          { value: 'pasted', label: t`A pasted request` },
        ]}
      />
      {kind === 'event' ? (
        events.length > 0 && (
          <Select
            aria-label={t`Event to try it on`}
            value={eventId ?? ''}
            onValueChange={setChosen}
            options={events.map(({ id, event_type, received_at_ms }) => ({
              value: id,
              label: `${event_type}, ${clockTime(received_at_ms)}`,
            }))}
          />
        )
      ) : (
        <Field
          label={t`Request to try it on`}
          isLabelHidden
          hint={t`Header lines, an empty line, the body. POST and the URL may stand before them.`}
        >
          <TextArea
            isMono
            rows={8}
            placeholder={'X-Signature: …\n\n{"type":"order.paid"}'}
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
        </Field>
      )}
      <Field label={t`Secret`} hint={t`It is only tried, and not kept.`}>
        <TextInput isMono type="password" value={secret} onChange={(event) => setSecret(event.target.value)} />
      </Field>
      <div>
        <Button onClick={run} isBusy={trial.isPending} disabledReason={missing}>
          <Trans>Try it</Trans>
        </Button>
      </div>
      {trial.error && <ErrorNotice problem={problemOf(trial.error)} />}
      {trial.data && <Found trial={trial.data} />}
    </div>
  );
}

function Found({ trial }: { trial: ProviderTrial }) {
  const { verdict, explanation, event_type, provider_event_id, expected } = trial;
  const facts = [
    { name: t`Kind`, value: event_type },
    { name: t`Id`, value: provider_event_id },
    ...(verdict === 'verified' ? [] : (expected ?? [])),
  ];
  return (
    <>
      <CheckedLine tone={verdict === 'verified' ? 'good' : verdict === 'not_checked' ? 'neutral' : 'bad'}>
        {verdict === 'verified' ? t`Signature valid.` : explanation}
      </CheckedLine>
      <dl className={styles.facts}>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={value === null ? 't3' : 'mono'}>{value ?? t`nothing there`}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
