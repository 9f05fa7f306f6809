import { t } from '@lingui/core/macro';

import type { Destination, Source } from '../../../contract';
import { EditorSection } from '../../../design/Editor';
import { Field } from '../../../design/Field';
import { NewSecretInput } from '../../../design/fields/NewSecretInput';
import { providerLabel } from '../../../design/providerNames';
import { SegmentedControl } from '../../../design/SegmentedControl';
import { Select } from '../../../design/Select';
import { TextInput } from '../../../design/TextInput';
import styles from '../catalogue.module.css';
import type { SendDraft, SendErrors } from './sendDraft';

export interface TargetSectionProps {
  draft: SendDraft;
  onChange: (part: Partial<SendDraft>) => void;
  errors: SendErrors;
  sources: readonly Source[];
  destinations: readonly Destination[];
}

/** Where a payload goes, and what it is signed with. */
export function TargetSection({ draft, onChange, errors, sources, destinations }: TargetSectionProps) {
  return (
    <EditorSection label={t`To`} note={t`Where it goes`}>
      <SegmentedControl
        aria-label={t`To`}
        className={styles.fit}
        value={draft.target}
        onValueChange={(target) => onChange({ target })}
        options={[
          { value: 'source', label: t`A source` },
          { value: 'destination', label: t`A destination` },
          { value: 'url', label: t`Any URL` },
        ]}
      />
      {draft.target === 'source' && (
        <Field
          label={t`Source`}
          isLabelHidden
          error={errors.source_id}
          hint={t`Signed with its own secret; it becomes an event, and is delivered like any other.`}
        >
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
          hint={t`With its signature, headers and authorization; it is no delivery, and not kept as one.`}
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
      {draft.target === 'url' && (
        <>
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
          {draft.provider && (
            <Field
              label={t`Secret`}
              error={errors.secret}
              hint={t`The one the receiver checks ${providerLabel(draft.provider)} with. Empty: unsigned. It is not kept.`}
            >
              <NewSecretInput
                scheme={draft.provider}
                canGenerate={false}
                value={draft.secret}
                onValueChange={(secret) => onChange({ secret })}
                placeholder={t`Paste the secret`}
              />
            </Field>
          )}
        </>
      )}
    </EditorSection>
  );
}
