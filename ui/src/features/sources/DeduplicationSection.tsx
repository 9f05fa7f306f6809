import { msg, t } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';

import { Checkbox } from '../../design/Checkbox';
import { EditorSection } from '../../design/Editor';
import { Field } from '../../design/Field';
import { Select } from '../../design/Select';
import { TextInput } from '../../design/TextInput';
import type { DeduplicationDraft } from './sourceDraft';
import styles from './sources.module.css';

const HOUR_MS = 3_600_000;
const WINDOWS = [
  { value: String(HOUR_MS), label: msg`within an hour` },
  { value: String(24 * HOUR_MS), label: msg`within a day` },
  { value: String(7 * 24 * HOUR_MS), label: msg`within a week` },
  { value: String(30 * 24 * HOUR_MS), label: msg`within 30 days` },
];

export interface DeduplicationSectionProps {
  deduplication: DeduplicationDraft;
  onChange: (deduplication: DeduplicationDraft) => void;
  /** Where the sender puts its own id of a delivery; empty when it gives none. */
  idPlaces: readonly string[];
  /** What the sender is called. */
  sender: string;
  error?: string | undefined;
}

/** Which requests are the same event; the first is kept, the others are answered like it. */
export function DeduplicationSection({ deduplication, onChange, idPlaces, sender, error }: DeduplicationSectionProps) {
  const { by, fields, windowMs } = deduplication;
  const isUsual = WINDOWS.some(({ value }) => value === String(windowMs));
  const { i18n } = useLingui();
  const offered = WINDOWS.map(({ value, label }) => ({ value, label: i18n._(label) }));
  const windows = isUsual ? offered : [{ value: String(windowMs), label: t`within the time that is set` }, ...offered];
  const idPlace = idPlaces[0]?.replace(/^body:/, '');
  return (
    <EditorSection label={t`Duplicates`} note={idPlace === undefined ? undefined : t`The sender numbers its deliveries`}>
      {idPlace !== undefined && (by === 'none' || by === 'provider_id') && (
        // Not ticked by itself: who presses Redeliver there wants to see it arrive, and that has the same id.
        <Checkbox
          isChecked={by === 'provider_id'}
          onCheckedChange={(isChecked) => onChange({ ...deduplication, by: isChecked ? 'provider_id' : 'none' })}
          label={t`Keep one of each ${idPlace}`}
          trailing={by === 'provider_id' ? t`Redeliver at ${sender} shows nothing new then` : t`ignores what ${sender} sends twice`}
        />
      )}
      <div className={styles.duplicates}>
        <Field label={t`Keep one of those with`} isLabelHidden hint={by === 'none' ? undefined : t`The first is kept; the others get the same answer.`}>
          <Select
            value={by}
            onValueChange={(chosen) => onChange({ ...deduplication, by: chosen })}
            options={[
              { value: 'none', label: t`Keep every request` },
              { value: 'provider_id', label: t`Same id of the provider` },
              { value: 'body', label: t`Same body` },
              { value: 'fields', label: t`Same values` },
            ]}
          />
        </Field>
        {by !== 'none' && (
          <Field label={t`In which time`} isLabelHidden>
            <Select
              value={String(windowMs)}
              onValueChange={(value) => onChange({ ...deduplication, windowMs: Number(value) })}
              options={windows}
            />
          </Field>
        )}
      </div>
      {by === 'fields' && (
        <Field
          label={t`Values`}
          hint={t`A path for a value in the body, or the name of a header. Separate them by commas.`}
          error={error}
        >
          <TextInput
            isMono
            placeholder="/data/id, X-Request-Id"
            value={fields}
            onChange={(event) => onChange({ ...deduplication, fields: event.target.value })}
          />
        </Field>
      )}
    </EditorSection>
  );
}
