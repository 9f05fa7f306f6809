import { EditorSection } from '../../design/Editor';
import { Field } from '../../design/Field';
import { Select } from '../../design/Select';
import { TextInput } from '../../design/TextInput';
import type { DeduplicationDraft } from './sourceDraft';
import styles from './sources.module.css';

const HOUR_MS = 3_600_000;
const WINDOWS = [
  { value: String(HOUR_MS), label: 'within an hour' },
  { value: String(24 * HOUR_MS), label: 'within a day' },
  { value: String(7 * 24 * HOUR_MS), label: 'within a week' },
  { value: String(30 * 24 * HOUR_MS), label: 'within 30 days' },
];

export interface DeduplicationSectionProps {
  deduplication: DeduplicationDraft;
  onChange: (deduplication: DeduplicationDraft) => void;
  error?: string | undefined;
}

/** Which requests are the same event; the first is kept, the others are answered like it. */
export function DeduplicationSection({ deduplication, onChange, error }: DeduplicationSectionProps) {
  const { by, fields, windowMs } = deduplication;
  const isUsual = WINDOWS.some(({ value }) => value === String(windowMs));
  const windows = isUsual ? WINDOWS : [{ value: String(windowMs), label: 'within the time that is set' }, ...WINDOWS];
  return (
    <EditorSection label="Duplicates">
      <div className={styles.duplicates}>
        <Field label="Keep one of those with" isLabelHidden hint={by === 'none' ? undefined : 'The first is kept; the others get the same answer.'}>
          <Select
            value={by}
            onValueChange={(chosen) => onChange({ ...deduplication, by: chosen })}
            options={[
              { value: 'none', label: 'Keep every request' },
              { value: 'provider_id', label: 'Same id of the provider' },
              { value: 'body', label: 'Same body' },
              { value: 'fields', label: 'Same values' },
            ]}
          />
        </Field>
        {by !== 'none' && (
          <Field label="In which time" isLabelHidden>
            <Select
              value={String(windowMs)}
              onValueChange={(value) => onChange({ ...deduplication, windowMs: Number(value) })}
              options={windows}
            />
          </Field>
        )}
      </div>
      {by === 'fields' && (
        <Field label="Values" hint="A path for a value in the body, or the name of a header. Separate them by commas." error={error}>
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
