import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';

import { Choice, ChoiceGroup } from '../../design/Choice';
import { EditorSection } from '../../design/Editor';
import { Field } from '../../design/Field';
import { Select } from '../../design/Select';
import { TextInput } from '../../design/TextInput';
import {
  type AccessDraft,
  type AccessErrors,
  type AuthorizationKind,
  isSecretKept,
  secretLabel,
} from './accessDraft';
import styles from './destinations.module.css';
import { KeptSecretInput } from './KeptSecretInput';

const KINDS: readonly AuthorizationKind[] = ['none', 'basic', 'bearer', 'api_key', 'oauth2_client_credentials'];

const kindLabel: Record<AuthorizationKind, MessageDescriptor> = {
  none: msg`None`,
  basic: msg`Basic`,
  bearer: msg`Bearer`,
  api_key: msg`API key`,
  oauth2_client_credentials: msg`OAuth2`,
};

const kindNote: Record<AuthorizationKind, MessageDescriptor> = {
  none: msg`Deliveries carry their signature and nothing else.`,
  basic: msg`User name and password, in the header Authorization.`,
  bearer: msg`A token that does not change, in the header Authorization.`,
  api_key: msg`A key in a header of your choice.`,
  oauth2_client_credentials: msg`Fetches a token with client credentials, and a new one before it ends.`,
};

export interface AccessFieldsProps {
  draft: AccessDraft;
  onChange: (part: Partial<AccessDraft>) => void;
  errors: AccessErrors;
}

/** Who deliveries say they are, beyond their signature. */
export function AuthorizationFields({ draft, onChange, errors }: AccessFieldsProps) {
  return (
    <EditorSection label={t`Authorization`} note={t`Beyond the signature`}>
      <ChoiceGroup
        aria-label={t`Authorization`}
        value={draft.kind}
        onValueChange={(value) => {
          const kind = KINDS.find((candidate) => candidate === value);
          if (kind) onChange({ kind, secret: '' });
        }}
      >
        {KINDS.map((kind) => (
          <Choice key={kind} value={kind} label={i18n._(kindLabel[kind])} />
        ))}
      </ChoiceGroup>
      <p className={styles.hint}>{i18n._(kindNote[draft.kind])}</p>

      {draft.kind === 'oauth2_client_credentials' && (
        <Field label={t`Token URL`} error={errors['authorization.token_url']}>
          <TextInput
            isMono
            inputMode="url"
            prefix="POST"
            value={draft.tokenUrl}
            placeholder="https://login.example.com/oauth/token"
            onChange={(event) => onChange({ tokenUrl: event.target.value })}
          />
        </Field>
      )}
      {draft.kind !== 'none' && (
        <div className={styles.columns}>
          {draft.kind === 'basic' && (
            <Field label={t`User name`} error={errors['authorization.username']}>
              <TextInput value={draft.username} onChange={(event) => onChange({ username: event.target.value })} />
            </Field>
          )}
          {draft.kind === 'api_key' && (
            <Field label={t`Header`} error={errors['authorization.header']}>
              <TextInput
                isMono
                value={draft.header}
                placeholder="X-Api-Key"
                onChange={(event) => onChange({ header: event.target.value })}
              />
            </Field>
          )}
          {draft.kind === 'oauth2_client_credentials' && (
            <Field label={t`Client id`} error={errors['authorization.client_id']}>
              <TextInput
                isMono
                value={draft.clientId}
                onChange={(event) => onChange({ clientId: event.target.value })}
              />
            </Field>
          )}
          <Field label={secretLabel[draft.kind]} error={errors['authorization.secret']}>
            <KeptSecretInput
              value={draft.secret}
              onValueChange={(secret) => onChange({ secret })}
              keptHint={isSecretKept(draft) ? draft.kept.secretHint : null}
            />
          </Field>
        </div>
      )}
      {draft.kind === 'oauth2_client_credentials' && (
        <TokenOptions draft={draft} onChange={onChange} errors={errors} />
      )}
    </EditorSection>
  );
}

/** What else a token server may want to know. */
function TokenOptions({ draft, onChange, errors }: AccessFieldsProps) {
  return (
    <div className={styles.columns}>
      <Field label={t`Scopes`} error={errors['authorization.scopes']} hint={t`Separated by spaces; may be empty.`}>
        <TextInput isMono value={draft.scopes} onChange={(event) => onChange({ scopes: event.target.value })} />
      </Field>
      <Field label={t`Audience`} error={errors['authorization.audience']} hint={t`Only if the token server asks for one.`}>
        <TextInput isMono value={draft.audience} onChange={(event) => onChange({ audience: event.target.value })} />
      </Field>
      <Field label={t`Id and secret go`}>
        <Select
          value={draft.clientAuthentication}
          onValueChange={(clientAuthentication) => onChange({ clientAuthentication })}
          options={[
            { value: 'header', label: t`In a header`, note: t`Every token server takes this` },
            { value: 'body', label: t`In the form` },
          ]}
        />
      </Field>
    </div>
  );
}
