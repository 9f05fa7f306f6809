import { t } from '@lingui/core/macro';
import { useState } from 'react';

import { Disclosure } from '../../design/Disclosure';
import { EditorSection } from '../../design/Editor';
import { Field } from '../../design/Field';
import { TextArea } from '../../design/TextArea';
import { TextInput } from '../../design/TextInput';
import { connectionSummary } from './accessDraft';
import type { AccessFieldsProps } from './AuthorizationFields';
import styles from './destinations.module.css';
import { KeptSecretInput } from './KeptSecretInput';

const CERTIFICATE_PLACEHOLDER = '-----BEGIN CERTIFICATE-----';

/** How a destination is reached, beyond its URL. Few people need it, so it is folded away. */
export function ConnectionFields({ draft, onChange, errors }: AccessFieldsProps) {
  const [isOpen, setOpen] = useState(false);
  const hasError = Object.keys(errors).some((field) => field.startsWith('connection.'));
  // Stays open after the error is gone: someone is typing there.
  if (hasError && !isOpen) setOpen(true);
  return (
    <EditorSection label={t`Connection`}>
      <Disclosure
        label={t`Certificates, proxy and timeouts`}
        summary={connectionSummary(draft)}
        isOpenAtFirst={isOpen}
      >
        <Field
          label={t`Client certificate`}
          error={errors['connection.client_certificate_pem']}
          hint={t`For destinations that ask who connects (mTLS). PEM, its own certificate first.`}
        >
          <TextArea
            isMono
            value={draft.certificatePem}
            placeholder={CERTIFICATE_PLACEHOLDER}
            onChange={(event) => onChange({ certificatePem: event.target.value })}
          />
        </Field>
        {draft.certificatePem.trim() !== '' && (
          <Field
            label={t`Private key`}
            error={errors['connection.client_key_pem']}
            hint={
              draft.kept.hasKey ? t`One is kept. It stays if this is empty.` : t`PEM without a passphrase. Kept encrypted.`
            }
          >
            <TextArea
              isMono
              value={draft.keyPem}
              placeholder="-----BEGIN PRIVATE KEY-----"
              onChange={(event) => onChange({ keyPem: event.target.value })}
            />
          </Field>
        )}
        <Field
          label={t`Certificate authority`}
          error={errors['connection.ca_pem']}
          hint={t`Trusted for this destination, beside those of the system. PEM.`}
        >
          <TextArea
            isMono
            value={draft.caPem}
            placeholder={CERTIFICATE_PLACEHOLDER}
            onChange={(event) => onChange({ caPem: event.target.value })}
          />
        </Field>
        <Field label={t`Proxy`} error={errors['connection.proxy.url']} hint={t`HTTP or SOCKS. Empty connects directly.`}>
          <TextInput
            isMono
            inputMode="url"
            value={draft.proxyUrl}
            placeholder="http://proxy.example:3128"
            onChange={(event) => onChange({ proxyUrl: event.target.value })}
          />
        </Field>
        {draft.proxyUrl.trim() !== '' && (
          <div className={styles.columns}>
            <Field label={t`Proxy user`} error={errors['connection.proxy.username']}>
              <TextInput
                value={draft.proxyUsername}
                onChange={(event) => onChange({ proxyUsername: event.target.value })}
              />
            </Field>
            <Field label={t`Proxy password`}>
              <KeptSecretInput
                value={draft.proxyPassword}
                onValueChange={(proxyPassword) => onChange({ proxyPassword })}
                keptHint={draft.kept.hasProxyPassword ? '••••' : null}
              />
            </Field>
          </div>
        )}
        <div className={styles.limits}>
          <Field
            label={t`Connect within`}
            error={errors['connection.connect_timeout_ms']}
            hint={t`Name, proxy and TLS; 5 s when empty.`}
          >
            <TextInput
              inputMode="decimal"
              suffix="s"
              value={draft.connectSeconds}
              placeholder="5"
              onChange={(event) => onChange({ connectSeconds: event.target.value })}
            />
          </Field>
          <Field
            label={t`First byte within`}
            error={errors['connection.first_byte_timeout_ms']}
            hint={t`From then to the answer’s begin.`}
          >
            <TextInput
              inputMode="decimal"
              suffix="s"
              value={draft.firstByteSeconds}
              placeholder={t`no own limit`}
              onChange={(event) => onChange({ firstByteSeconds: event.target.value })}
            />
          </Field>
        </div>
      </Disclosure>
    </EditorSection>
  );
}
