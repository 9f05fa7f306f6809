import { t } from '@lingui/core/macro';

import { Field } from '../Field';
import { Select } from '../Select';
import { TextInput } from '../TextInput';
import styles from './fields.module.css';
import { isHeaderName } from './headerProblem';

/** How a plain HMAC signature is written into a header. */
export interface HmacShape {
  header: string;
  algorithm: 'sha256' | 'sha1' | 'sha512';
  encoding: 'hex' | 'base64';
  /** Text before the signature, e.g. `sha256=`. */
  prefix: string;
}

/** What most senders do. */
export const USUAL_HMAC: HmacShape = { header: 'X-Signature', algorithm: 'sha256', encoding: 'hex', prefix: '' };

/** Why the shape cannot be used; null when it can. */
export function hmacProblem(shape: HmacShape): string | null {
  if (!shape.header.trim()) return t`Name the header that carries the signature.`;
  return isHeaderName(shape.header) ? null : t`A header name has letters, digits and dashes only.`;
}

export interface HmacFieldsProps {
  value: HmacShape;
  onValueChange: (shape: HmacShape) => void;
  headerError?: string | undefined;
}

/** The four choices of a plain HMAC signature. */
export function HmacFields({ value, onValueChange, headerError }: HmacFieldsProps) {
  return (
    <div className={styles.columns}>
      <Field label={t`Signature header`} error={headerError}>
        <TextInput
          isMono
          value={value.header}
          onChange={(event) => onValueChange({ ...value, header: event.target.value })}
        />
      </Field>
      <Field label={t`Algorithm`}>
        <Select
          value={value.algorithm}
          onValueChange={(algorithm) => onValueChange({ ...value, algorithm })}
          options={[
            { value: 'sha256', label: 'HMAC-SHA256' },
            { value: 'sha512', label: 'HMAC-SHA512' },
            { value: 'sha1', label: 'HMAC-SHA1', note: t`Only for old senders` },
          ]}
        />
      </Field>
      <Field label={t`Written as`}>
        <Select
          value={value.encoding}
          onValueChange={(encoding) => onValueChange({ ...value, encoding })}
          options={[
            { value: 'hex', label: t`Hexadecimal` },
            { value: 'base64', label: t`Base64` },
          ]}
        />
      </Field>
      <Field label={t`Text before it`}>
        <TextInput
          isMono
          value={value.prefix}
          placeholder="sha256="
          onChange={(event) => onValueChange({ ...value, prefix: event.target.value })}
        />
      </Field>
    </div>
  );
}
