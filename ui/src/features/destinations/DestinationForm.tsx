import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';

import type { Destination } from '../../contract';
import { problemOf } from '../../data/client';
import { useProviders } from '../../data/providers';
import { BackLink } from '../../design/BackLink';
import { Editor, EditorFooterNote, EditorSection } from '../../design/Editor';
import { ErrorNotice } from '../../design/ErrorNotice';
import { Field, FieldNote } from '../../design/Field';
import { HeaderRows } from '../../design/fields/HeaderRows';
import { HmacFields } from '../../design/fields/HmacFields';
import { NewSecretInput } from '../../design/fields/NewSecretInput';
import { ProviderChoice } from '../../design/fields/ProviderChoice';
import { sentHeaderProblem } from '../../design/fields/sendingDraft';
import { SendingLimits } from '../../design/fields/SendingLimits';
import { SaveButton } from '../../design/SaveButton';
import { Select } from '../../design/Select';
import { TextInput } from '../../design/TextInput';
import { type AccessDraft, accessFieldNames, missingAccess } from './accessDraft';
import { AuthorizationFields } from './AuthorizationFields';
import { ConnectionFields } from './ConnectionFields';
import {
  type DestinationDraft,
  type DestinationErrors,
  destinationErrors,
} from './destinationDraft';
import styles from './destinations.module.css';
import { DestinationSecrets } from './DestinationSecrets';
import { LocalPortChips } from './LocalPortChips';
import { COMMON_SCHEMES, otherSchemes, schemeLabel, schemeNote } from './signingScheme';

export interface DestinationFormProps {
  title: string;
  /** The stored destination; without it the form makes a new one. */
  destination?: Destination;
  draft: DestinationDraft;
  onDraftChange: (draft: DestinationDraft) => void;
  /** Called only with a draft that is fit to be sent. */
  onSave: () => void;
  isSaving: boolean;
  failure: unknown;
  notice?: ReactNode;
  actions?: ReactNode;
  aside: ReactNode;
}

/** The fields of a destination, new or stored. */
export function DestinationForm({
  title,
  destination,
  draft,
  onDraftChange,
  onSave,
  isSaving,
  failure,
  notice,
  actions,
  aside,
}: DestinationFormProps) {
  const [isEveryErrorShown, setEveryErrorShown] = useState(false);
  const own = destinationErrors(draft);
  const firstProblem = Object.values(own)[0];
  const problem = failure ? problemOf(failure) : null;
  const refused = problem?.field && problem.field in fieldNames ? { [problem.field]: problem.detail } : {};
  // What is still empty is no mistake until one tries to save.
  const unsaid: DestinationErrors = isEveryErrorShown
    ? {}
    : { ...missingAccess(draft.access), ...(!draft.url && { url: '' }) };
  const typed = Object.fromEntries(Object.entries(own).filter(([field]) => !(field in unsaid)));
  const shown: DestinationErrors = { ...refused, ...typed };
  const providers = useProviders();
  const provider = providers.find(({ slug }) => slug === draft.scheme);
  const change = (part: Partial<DestinationDraft>) => onDraftChange({ ...draft, ...part });
  const changeAccess = (part: Partial<AccessDraft>) => change({ access: { ...draft.access, ...part } });

  const save = () => {
    setEveryErrorShown(true);
    if (firstProblem) return false;
    onSave();
    return true;
  };

  return (
    <Editor
      title={title}
      back={
        <BackLink>
          <Link to="/destinations"><Trans>Destinations</Trans></Link>
        </BackLink>
      }
      actions={actions}
      onSave={save}
      aside={aside}
      footer={
        <>
          <SaveButton problem={firstProblem} isBusy={isSaving}>
            {destination ? t`Save` : t`Create destination`}
          </SaveButton>
          {destination && <EditorFooterNote><Trans>Applies from the next attempt on.</Trans></EditorFooterNote>}
        </>
      }
    >
      {notice}
      {problem && Object.keys(refused).length === 0 && <ErrorNotice problem={problem} />}

      <EditorSection label={t`Callback URL`}>
        <Field label={t`Callback URL`} isLabelHidden error={shown.url}>
          <TextInput
            isMono
            inputMode="url"
            prefix="POST"
            placeholder="http://localhost:3000/webhooks"
            value={draft.url}
            onChange={(event) => change({ url: event.target.value })}
          />
        </Field>
        <LocalPortChips url={draft.url} onChoose={(url) => change({ url })} />
      </EditorSection>

      <EditorSection label={t`Name`}>
        <Field label={t`Name`} isLabelHidden error={shown.name}>
          <TextInput
            value={draft.name}
            placeholder={t`After its URL`}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
      </EditorSection>

      <EditorSection label={t`Sign as`}>
        <ProviderChoice
          aria-label={t`Sign as`}
          layout="chips"
          value={draft.scheme}
          onValueChange={(scheme) => change({ scheme, secret: '' })}
          common={COMMON_SCHEMES.map((scheme) => ({ value: scheme, label: schemeLabel(scheme) }))}
          others={otherSchemes(providers)}
        />
        <p className={styles.hint}>{schemeNote(draft.scheme, provider)}</p>
        {draft.scheme === 'hmac' && (
          <HmacFields value={draft.hmac} onValueChange={(hmac) => change({ hmac })} headerError={shown.hmac} />
        )}
      </EditorSection>

      {draft.scheme !== 'none' && (
        <EditorSection label={t`Secret`} note={t`Your app verifies with it`}>
          {destination && destination.scheme === draft.scheme ? (
            <DestinationSecrets destination={destination} />
          ) : destination ? (
            <p className={styles.hint}><Trans>Save to change the signature; a fitting secret is made if there is none.</Trans></p>
          ) : (
            <Field label={t`Secret`} isLabelHidden error={shown.secrets} hint={t`Leave it empty and one is made for you.`}>
              <NewSecretInput
                scheme={draft.scheme}
                value={draft.secret}
                onValueChange={(secret) => change({ secret })}
                placeholder={t`Paste a secret, or leave empty`}
              />
            </Field>
          )}
        </EditorSection>
      )}

      <AuthorizationFields draft={draft.access} onChange={changeAccess} errors={shown} />

      <EditorSection label={t`Headers`} note={t`Added to every delivery`}>
        <HeaderRows
          rows={draft.headers}
          onRowsChange={(headers) => change({ headers })}
          invalidIndex={sentHeaderProblem(draft.headers)?.index}
        />
        <FieldNote error={shown.headers} />
      </EditorSection>

      <EditorSection label={t`Limits`}>
        <div className={styles.limits}>
          <SendingLimits draft={draft} onChange={change} errors={shown} />
          <Field label={t`Rate limit`} error={shown.rate_limit} hint={t`Attempts at an even pace. Empty: no limit.`}>
            <TextInput
              inputMode="numeric"
              placeholder={t`no limit`}
              value={draft.rateAttempts}
              onChange={(event) => change({ rateAttempts: event.target.value })}
            />
          </Field>
          <Field label={t`In one`}>
            <Select
              value={draft.ratePer}
              onValueChange={(ratePer) => change({ ratePer })}
              options={[
                { value: 'second', label: t`second` },
                { value: 'minute', label: t`minute` },
                { value: 'hour', label: t`hour` },
              ]}
            />
          </Field>
        </div>
      </EditorSection>

      <EditorSection label={t`Answers`} note={t`Optional`}>
        <Field
          label={t`Emit them as events of kind`}
          error={shown.emits}
          hint={t`What a 2xx answers becomes a new event: that is how a webhook asks a model. Empty: answers are only kept.`}
        >
          <TextInput
            isMono
            placeholder="ticket.sentiment"
            value={draft.emits}
            onChange={(event) => change({ emits: event.target.value })}
          />
        </Field>
      </EditorSection>

      <ConnectionFields draft={draft.access} onChange={changeAccess} errors={shown} />
    </Editor>
  );
}

/** The fields a refusal of the API can land at. */
const fieldNames: Record<keyof DestinationErrors, true> = {
  url: true,
  name: true,
  hmac: true,
  secrets: true,
  headers: true,
  timeout_ms: true,
  concurrency: true,
  rate_limit: true,
  emits: true,
  ...accessFieldNames,
};
