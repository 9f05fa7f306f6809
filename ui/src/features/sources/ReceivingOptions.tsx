import { t } from '@lingui/core/macro';

import { Disclosure } from '../../design/Disclosure';
import { EditorSection } from '../../design/Editor';
import { Field } from '../../design/Field';
import { SegmentedControl } from '../../design/SegmentedControl';
import { TextArea } from '../../design/TextArea';
import { TextInput } from '../../design/TextInput';
import { DeduplicationSection } from './DeduplicationSection';
import type { Provider, Source } from '../../contract';
import { ChannelField } from '../reach';
import type { SourceDraft, SourceErrors } from './sourceDraft';
import styles from './sources.module.css';

export interface ReceivingOptionsProps {
  draft: SourceDraft;
  onChange: (part: Partial<SourceDraft>) => void;
  errors: SourceErrors;
  /** What is known of the sender; undefined for one that is not on record. */
  provider: Provider | undefined;
  source?: Source | undefined;
}

/** What happens to requests without a signature, what the sender gets back, and where the outside world finds us. */
export function ReceivingOptions({ draft, onChange, errors, provider, source }: ReceivingOptionsProps) {
  const signsUrl = provider?.signs_url ?? false;
  return (
    <>
      {draft.provider !== 'none' && (
        <EditorSection label={t`Unsigned`} note={t`Requests without any signature`}>
          <SegmentedControl
            aria-label={t`Requests without any signature`}
            value={draft.unsigned}
            onValueChange={(unsigned) => onChange({ unsigned })}
            options={[
              { value: 'reject', label: t`Reject` },
              { value: 'accept', label: t`Accept` },
            ]}
          />
          <p className={styles.hint}>
            {draft.unsigned === 'reject'
              ? t`They are answered with 401, kept as Rejected, and never delivered.`
              : t`They are kept and delivered, marked as not checked. A wrong signature is still rejected.`}
          </p>
        </EditorSection>
      )}

      <DeduplicationSection
        deduplication={draft.deduplication}
        onChange={(deduplication) => onChange({ deduplication })}
        idPlaces={provider?.id_places ?? []}
        sender={provider?.name ?? ''}
        error={errors.deduplication}
      />

      <EditorSection label={t`Answer`} note={t`What the sender gets`}>
        <Disclosure
          label={t`Status and body`}
          summary={`${draft.replyStatus} · ${draft.replyContentType || t`no type`} · ${draft.replyBody ? draft.replyBody : t`empty body`}`}
          isOpenAtFirst={Boolean(errors.reply)}
        >
          <div className={styles.reply}>
            <Field label={t`Status`} error={errors.reply}>
              <TextInput
                isMono
                inputMode="numeric"
                value={draft.replyStatus}
                onChange={(event) => onChange({ replyStatus: event.target.value })}
              />
            </Field>
            <Field label={t`Content type`}>
              <TextInput
                isMono
                value={draft.replyContentType}
                onChange={(event) => onChange({ replyContentType: event.target.value })}
              />
            </Field>
          </div>
          <Field label={t`Body`}>
            <TextArea isMono value={draft.replyBody} onChange={(event) => onChange({ replyBody: event.target.value })} />
          </Field>
        </Disclosure>
      </EditorSection>

      <EditorSection label={t`Public URL`} note={signsUrl ? t`Part of what is signed` : t`Optional`}>
        <Field
          label={t`Public URL`}
          isLabelHidden
          error={errors.public_url}
          hint={
            signsUrl
              ? t`Exactly as you paste it at the sender: it signs this address, and no signature matches without it.`
              : t`If a tunnel or proxy leads to this source, its address. It is shown instead of the local one.`
          }
        >
          <TextInput
            isMono
            inputMode="url"
            value={draft.publicUrl}
            placeholder="https://example.ngrok.app/in/…"
            onChange={(event) => onChange({ publicUrl: event.target.value })}
          />
        </Field>
      </EditorSection>

      <ChannelField
        value={draft.channelUrl}
        onChange={(channelUrl) => onChange({ channelUrl })}
        error={errors.channel_url}
        source={source}
      />
    </>
  );
}
