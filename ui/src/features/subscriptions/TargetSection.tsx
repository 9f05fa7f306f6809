import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import { useDestinations } from '../../data/destinations';
import { useLocalPorts } from '../../data/localPorts';
import { Choice, ChoiceGroup } from '../../design/Choice';
import { Disclosure } from '../../design/Disclosure';
import { Dot } from '../../design/Dot';
import { EditorSection } from '../../design/Editor';
import { Field, FieldNote } from '../../design/Field';
import { localPortOf } from '../../design/fields/callbackUrl';
import { HeaderRows } from '../../design/fields/HeaderRows';
import { sentHeaderProblem, type SendingDraft } from '../../design/fields/sendingDraft';
import { SendingLimits } from '../../design/fields/SendingLimits';
import { Glyph } from '../../design/glyphs';
import { Select } from '../../design/Select';
import { TextInput } from '../../design/TextInput';
import { newTarget, portTarget, type SubscriptionErrors, type Target } from './subscriptionDraft';
import styles from './subscriptions.module.css';

/** How many detected ports are offered at most; whoever runs more types the URL. */
const PORTS_SHOWN = 6;

function signingOptions(): { value: string; label: string }[] {
  return [
    { value: 'standard-webhooks', label: 'Standard Webhooks' },
    { value: 'github', label: 'GitHub' },
    { value: 'none', label: t`Unsigned` },
  ];
}

export interface TargetSectionProps {
  target: Target | null;
  onTargetChange: (target: Target) => void;
  errors: SubscriptionErrors;
}

/** To: a destination that exists, a program listening on this computer, or a URL. */
export function TargetSection({ target, onTargetChange, errors }: TargetSectionProps) {
  const destinations = useDestinations();
  const ports = useLocalPorts();

  // A port that a destination already leads to is offered as that destination only.
  const taken = new Set(destinations.data?.map((destination) => localPortOf(destination.url)));
  const free = ports.data?.filter(({ port }) => !taken.has(port)).slice(0, PORTS_SHOWN) ?? [];

  const choose = (value: string) => {
    const [kind, name = ''] = value.split(':');
    if (kind === 'port') onTargetChange(portTarget(Number(name)));
    else if (kind === 'stored') onTargetChange({ kind: 'stored', destinationId: name });
    else onTargetChange({ kind: 'url', ...newTarget('') });
  };

  return (
    <EditorSection label={t`To`}>
      <ChoiceGroup aria-label={t`To`} value={valueOf(target)} onValueChange={choose} isInvalid={Boolean(errors.destination_id)}>
        {free.map(({ port, process }) => (
          <Choice
            key={port}
            value={`port:${port}`}
            leading={<Dot tone="good" />}
            label={`localhost:${port}`}
            isMono
            note={process ? t`${process}, listening` : t`listening`}
          />
        ))}
        {destinations.data?.map((destination) => (
          <Choice
            key={destination.id}
            value={`stored:${destination.id}`}
            label={destination.name}
            note={destination.health === t`disabled` ? t`disabled` : destination.is_paused ? t`paused` : undefined}
          />
        ))}
        <Choice value="url" leading={<Glyph name="plus" />} label={t`Callback URL`} />
      </ChoiceGroup>

      {target && target.kind !== 'stored' && (
        <div className={styles.newTarget}>
          <Field label={t`Callback URL`} isLabelHidden error={errors.url} className={styles.newTargetUrl}>
            <TextInput
              isMono
              inputMode="url"
              prefix="POST"
              placeholder="http://localhost:3000/webhooks"
              value={target.url}
              onChange={(event) => onTargetChange({ ...target, url: event.target.value })}
            />
          </Field>
          <Select
            aria-label={t`Sign as`}
            {...(target.scheme !== 'none' && { leading: t`Sign as` })}
            size="button"
            className={styles.newTargetScheme}
            value={target.scheme}
            onValueChange={(scheme) => onTargetChange({ ...target, scheme })}
            options={signingOptions()}
          />
          <TargetOptions
            sending={target.sending}
            onChange={(change) => onTargetChange({ ...target, sending: { ...target.sending, ...change } })}
            errors={errors}
          />
        </div>
      )}
      {target?.kind === 'stored' && (
        <p className={styles.targetUrl}>
          <span className="t3"><Trans>POST</Trans></span> {destinations.data?.find(({ id }) => id === target.destinationId)?.url}
        </p>
      )}
      <FieldNote error={errors.destination_id} />
    </EditorSection>
  );
}

interface TargetOptionsProps {
  sending: SendingDraft;
  onChange: (change: Partial<SendingDraft>) => void;
  errors: SubscriptionErrors;
}

/** How the new destination is sent to. Access, rate limit and the rest are on its own page, once it is there. */
function TargetOptions({ sending, onChange, errors }: TargetOptionsProps) {
  const isWrong = Boolean(errors.headers ?? errors.timeout_ms ?? errors.concurrency);
  return (
    <div className={styles.targetOptions}>
      <Disclosure
        label={t`Options`}
        summary={t`headers, timeout ${sending.timeoutSeconds} s, ${sending.concurrency} at once`}
        isOpenAtFirst={isWrong}
      >
        <div className={styles.targetLimits}>
          <SendingLimits draft={sending} onChange={onChange} errors={errors} />
        </div>
        <HeaderRows
          rows={sending.headers}
          onRowsChange={(headers) => onChange({ headers })}
          invalidIndex={sentHeaderProblem(sending.headers)?.index}
        />
        <FieldNote error={errors.headers} />
      </Disclosure>
    </div>
  );
}

function valueOf(target: Target | null): string | null {
  if (!target) return null;
  if (target.kind === 'stored') return `stored:${target.destinationId}`;
  return target.kind === 'port' ? `port:${target.port}` : 'url';
}
