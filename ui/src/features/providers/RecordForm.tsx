import { t } from '@lingui/core/macro';

import { EditorSection } from '../../design/Editor';
import { Field } from '../../design/Field';
import { Select } from '../../design/Select';
import { TextInput } from '../../design/TextInput';
import styles from './providers.module.css';
import { fieldsOf, type ProviderRecord, type RecordFields, withField } from './recordFields';

const ALGORITHMS = ['hmac-sha256', 'hmac-sha1', 'hmac-sha512', 'sha256', 'sha1', 'sha512', 'ed25519', 'ecdsa-p256-sha256'];

/** Parts of a signed text; as a value, since braces mean something in a message. */
const PARTS = '{body}, {timestamp}, {id}, {url}, {method}';

export interface RecordFormProps {
  record: ProviderRecord;
  onRecordChange: (record: ProviderRecord) => void;
}

/** The fields of a record that most senders differ in; the rest is in the record itself. */
export function RecordForm({ record, onRecordChange }: RecordFormProps) {
  const fields = fieldsOf(record);
  const change = (field: keyof RecordFields) => (value: string) => onRecordChange(withField(record, field, value));
  const typed = (field: keyof RecordFields) => ({
    value: fields[field],
    onChange: (event: { target: { value: string } }) => change(field)(event.target.value),
  });
  const methods = [
    { value: 'text', label: t`A text is signed` },
    { value: 'token', label: t`The secret stands in a header` },
    { value: 'none', label: t`Nothing is signed` },
  ];
  const isUsual = methods.some(({ value }) => value === fields.method);

  return (
    <>
      <EditorSection label={t`Name`}>
        <Field label={t`Name`} isLabelHidden>
          <TextInput placeholder={t`Our shop`} {...typed('name')} />
        </Field>
      </EditorSection>
      <EditorSection label={t`Signature`}>
        <Field label={t`How it signs`} isLabelHidden>
          <Select
            value={fields.method}
            onValueChange={change('method')}
            options={isUsual ? methods : [{ value: fields.method, label: fields.method }, ...methods]}
          />
        </Field>
        {fields.method === 'text' && (
          <Field
            label={t`Signed text`}
            hint={t`${PARTS} stand for what they say; everything else stands for itself.`}
          >
            <TextInput isMono {...typed('text')} />
          </Field>
        )}
        {(fields.method === 'text' || fields.method === 'token') && (
          <div className={styles.pair}>
            <Field label={t`Header`}>
              <TextInput isMono {...typed('header')} />
            </Field>
            <Field label={t`Before it`}>
              <TextInput isMono placeholder="sha256=" {...typed('prefix')} />
            </Field>
          </div>
        )}
        {fields.method === 'text' && (
          <div className={styles.pair}>
            <Field label={t`Algorithm`}>
              <Select
                value={fields.algorithm}
                onValueChange={change('algorithm')}
                options={ALGORITHMS.map((value) => ({ value, label: value }))}
              />
            </Field>
            <Field label={t`Written as`}>
              <Select
                value={fields.encoding}
                onValueChange={change('encoding')}
                options={[
                  { value: 'hex', label: t`Hexadecimal` },
                  { value: 'base64', label: t`Base64` },
                ]}
              />
            </Field>
          </div>
        )}
      </EditorSection>
      <EditorSection label={t`Event`} note={t`Where it says what it is`}>
        <Field
          label={t`Kind`}
          hint={t`A header, or body:/path. Parts joined by +, alternatives by commas.`}
        >
          <TextInput isMono placeholder="X-Event + body:/action, X-Event" {...typed('kind')} />
        </Field>
        <Field label={t`Id of the delivery`} hint={t`The same when it is sent again; duplicates are known by it.`}>
          <TextInput isMono placeholder="X-Delivery-Id" {...typed('id')} />
        </Field>
      </EditorSection>
    </>
  );
}
