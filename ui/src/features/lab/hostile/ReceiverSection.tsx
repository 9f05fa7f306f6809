import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import type { Destination, Source } from '../../../contract';
import { useProviders } from '../../../data/providers';
import { EditorSection } from '../../../design/Editor';
import { Field } from '../../../design/Field';
import { NewSecretInput } from '../../../design/fields/NewSecretInput';
import { ProviderChoice } from '../../../design/fields/ProviderChoice';
import { providerLabel } from '../../../design/providerNames';
import { SegmentedControl } from '../../../design/SegmentedControl';
import { Select } from '../../../design/Select';
import { TextInput } from '../../../design/TextInput';
import styles from './hostile.module.css';
import type { RunDraft, RunErrors } from './runDraft';

/** Those whose receivers are attacked most. */
const COMMON = ['standard-webhooks', 'stripe', 'github', 'shopify', 'slack', 'none'];

export interface ReceiverSectionProps {
  draft: RunDraft;
  onChange: (part: Partial<RunDraft>) => void;
  errors: RunErrors;
  sources: readonly Source[];
  destinations: readonly Destination[];
}

/** Who is attacked, and how right requests to it are signed. */
export function ReceiverSection({ draft, onChange, errors, sources, destinations }: ReceiverSectionProps) {
  const source = sources.find(({ id }) => id === draft.sourceId);
  const destination = destinations.find(({ id }) => id === draft.destinationId);
  return (
    <>
      <EditorSection label={t`Receiver`} note={t`What is attacked`}>
        <SegmentedControl
          aria-label={t`Receiver`}
          className={styles.fit}
          value={draft.target}
          onValueChange={(target) => onChange({ target })}
          options={[
            { value: 'destination', label: t`A destination` },
            { value: 'source', label: t`A source` },
            { value: 'url', label: t`Any URL` },
          ]}
        />
        {draft.target === 'url' && (
          <Field label={t`URL`} isLabelHidden error={errors.url}>
            <TextInput
              isMono
              inputMode="url"
              prefix="POST"
              placeholder="http://localhost:3000/webhooks"
              value={draft.url}
              onChange={(event) => onChange({ url: event.target.value })}
            />
          </Field>
        )}
        {draft.target === 'source' && (
          <Field label={t`Source`} isLabelHidden error={errors.source_id} hint={source && `${ownWay(source.receive_url, source.provider)} ${t`What it takes is kept as events.`}`}>
            <Select
              value={draft.sourceId}
              onValueChange={(sourceId) => onChange({ sourceId })}
              options={
                sources.length > 0
                  ? sources.map(({ id, name, provider }) => ({ value: id, label: name, note: providerLabel(provider) }))
                  : [{ value: '', label: t`No source yet` }]
              }
            />
          </Field>
        )}
        {draft.target === 'destination' && (
          <Field
            label={t`Destination`}
            isLabelHidden
            error={errors.destination_id}
            hint={destination && ownWay(destination.url, destination.scheme)}
          >
            <Select
              value={draft.destinationId}
              onValueChange={(destinationId) => onChange({ destinationId })}
              options={
                destinations.length > 0
                  ? destinations.map(({ id, name, url }) => ({ value: id, label: name, note: url }))
                  : [{ value: '', label: t`No destination yet` }]
              }
            />
          </Field>
        )}
      </EditorSection>
      {draft.target === 'url' && <Signature draft={draft} onChange={onChange} error={errors.secret} />}
    </>
  );
}

/** How requests to something of ours are signed. */
function ownWay(url: string, scheme: string): string {
  const name = providerLabel(scheme);
  return scheme === 'none'
    ? t`${url}, unsigned: attacks on a signature do not apply.`
    : t`${url}, signed as ${name} with its own secrets.`;
}

interface SignatureProps {
  draft: RunDraft;
  onChange: (part: Partial<RunDraft>) => void;
  error: string | undefined;
}

function Signature({ draft, onChange, error }: SignatureProps) {
  const providers = useProviders();
  const provider = providers.find(({ slug }) => slug === draft.scheme);
  const others = providers
    .filter(({ slug, is_signed }) => is_signed && !COMMON.includes(slug) && slug !== 'hmac')
    .toSorted((a, b) => Number(b.is_added) - Number(a.is_added) || a.name.localeCompare(b.name))
    .map(({ slug, name }) => ({ value: slug, label: name }));
  return (
    <>
      <EditorSection label={t`Signs like`}>
        <ProviderChoice
          aria-label={t`Signs like`}
          layout="chips"
          value={draft.scheme}
          onValueChange={(scheme) => onChange({ scheme })}
          common={COMMON.map((slug) => ({ value: slug, label: slug === 'none' ? t`No signature` : providerLabel(slug) }))}
          others={others}
        />
        {draft.scheme === 'none' && <p className={styles.hint}><Trans>Attacks on a signature do not apply.</Trans></p>}
      </EditorSection>
      {draft.scheme !== 'none' && (
        <EditorSection label={t`Secret`} note={provider?.secret.label}>
          <Field
            label={t`Secret`}
            isLabelHidden
            error={error}
            hint={t`The one the receiver checks with. It is not kept with the run.`}
          >
            <NewSecretInput
              scheme={draft.scheme}
              canGenerate={false}
              value={draft.secret}
              onValueChange={(secret) => onChange({ secret })}
              placeholder={t`Paste the secret`}
            />
          </Field>
        </EditorSection>
      )}
    </>
  );
}
