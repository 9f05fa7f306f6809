import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';

import type { Source } from '../../contract';
import { problemOf } from '../../data/client';
import { useProviders } from '../../data/providers';
import { BackLink } from '../../design/BackLink';
import { Editor, EditorFooterNote, EditorSection } from '../../design/Editor';
import { ErrorNotice } from '../../design/ErrorNotice';
import { Field } from '../../design/Field';
import { HmacFields } from '../../design/fields/HmacFields';
import { NewSecretInput } from '../../design/fields/NewSecretInput';
import { ProviderChoice } from '../../design/fields/ProviderChoice';
import { providerLabel } from '../../design/providerNames';
import { SaveButton } from '../../design/SaveButton';
import { SourceBadge } from '../../design/SourceBadge';
import { TextInput } from '../../design/TextInput';
import { ReceivingOptions } from './ReceivingOptions';
import { checkedHow, commonSenders, otherSenders } from './sender';
import { type SourceDraft, type SourceErrors, slugOf, sourceErrors, withProvider } from './sourceDraft';
import { SourceSecrets } from './SourceSecrets';
import styles from './sources.module.css';

export interface SourceFormProps {
  title: string;
  /** The stored source; without it the form makes a new one. */
  source?: Source;
  draft: SourceDraft;
  onDraftChange: (draft: SourceDraft) => void;
  /** Called only with a draft that is fit to be sent. */
  onSave: () => void;
  isSaving: boolean;
  failure: unknown;
  actions?: ReactNode;
  aside: ReactNode;
}

/** The fields of a source, new or stored. */
export function SourceForm({
  title,
  source,
  draft,
  onDraftChange,
  onSave,
  isSaving,
  failure,
  actions,
  aside,
}: SourceFormProps) {
  const [isEveryErrorShown, setEveryErrorShown] = useState(false);
  const own = sourceErrors(draft);
  const problem = failure ? problemOf(failure) : null;
  const refused = problem?.field && problem.field in fieldNames ? { [problem.field]: problem.detail } : {};
  const shown: SourceErrors = { ...refused, ...(isEveryErrorShown ? own : onlyTyped(own)) };
  const firstProblem = Object.values(own)[0];
  const providers = useProviders();
  const provider = providers.find(({ slug }) => slug === draft.provider);
  const mustBeGiven = provider !== undefined && (provider.secret.is_given || !provider.can_generate_secret);
  const secretLabel = provider?.secret.label || t`Secret`;
  const hasOwnWord = secretLabel.toLowerCase() !== 'secret';
  const secretHint = [
    provider?.secret.hint,
    mustBeGiven ? t`It can be added later; until then everything is rejected.` : t`Leave it empty and one is made for you.`,
  ]
    .filter(Boolean)
    .join(' ');

  const save = () => {
    setEveryErrorShown(true);
    if (firstProblem) return false;
    onSave();
    return true;
  };
  const change = (part: Partial<SourceDraft>) => onDraftChange({ ...draft, ...part });

  return (
    <Editor
      title={title}
      back={
        <BackLink>
          <Link to="/sources"><Trans>Sources</Trans></Link>
        </BackLink>
      }
      actions={actions}
      onSave={save}
      aside={aside}
      footer={
        <>
          <SaveButton problem={firstProblem} isBusy={isSaving}>
            {source ? t`Save` : t`Create source`}
          </SaveButton>
          {!source && <EditorFooterNote><Trans>The address works as soon as it is created.</Trans></EditorFooterNote>}
        </>
      }
    >
      {problem && Object.keys(refused).length === 0 && <ErrorNotice problem={problem} />}

      {source ? (
        <EditorSection label={t`Sender`}>
          <p className={styles.sender}>
            <SourceBadge provider={source.provider} />
            <span>{provider?.name ?? providerLabel(source.provider)}</span>
            <span className={styles.senderNote}>{checkedHow(source.provider, provider)}</span>
          </p>
        </EditorSection>
      ) : (
        <EditorSection label={t`Sender`} note={t`Who will send the events`}>
          <ProviderChoice
            aria-label={t`Sender`}
            value={draft.provider}
            onValueChange={(slug) => onDraftChange(withProvider(draft, slug))}
            common={commonSenders()}
            others={otherSenders(providers)}
          />
          <p className={styles.hint}>{checkedHow(draft.provider, provider)}</p>
        </EditorSection>
      )}

      <EditorSection label={t`Name`}>
        <Field label={t`Name`} isLabelHidden error={shown.name}>
          <TextInput value={draft.name} onChange={(event) => change({ name: event.target.value })} />
        </Field>
        {!source && (
          <Field
            label={t`Address`}
            hint={t`The last part of the address the sender calls. It cannot be changed later.`}
            error={shown.slug}
          >
            <TextInput
              isMono
              prefix="/in/"
              value={slugOf(draft)}
              placeholder={t`chosen for you`}
              onChange={(event) => change({ slug: event.target.value, isSlugTyped: true })}
            />
          </Field>
        )}
      </EditorSection>

      {draft.provider !== 'none' && (
        <EditorSection label={t`Secret`} note={hasOwnWord ? secretLabel : t`Proves who sent it`}>
          {source ? (
            <SourceSecrets source={source} />
          ) : (
            <Field label={t`Secret`} isLabelHidden error={shown.secrets} hint={secretHint}>
              <NewSecretInput
                scheme={draft.provider}
                canGenerate={!mustBeGiven}
                value={draft.secret}
                onValueChange={(secret) => change({ secret })}
                placeholder={mustBeGiven ? t`Paste the ${secretLabel.toLowerCase()}` : t`Paste the sender’s secret, or leave empty`}
              />
            </Field>
          )}
          {draft.provider === 'hmac' && (
            <HmacFields value={draft.hmac} onValueChange={(hmac) => change({ hmac })} headerError={shown.hmac} />
          )}
        </EditorSection>
      )}

      <ReceivingOptions draft={draft} onChange={change} errors={shown} provider={provider} source={source} />
    </Editor>
  );
}

/** The fields a refusal of the API can land at. */
const fieldNames: Record<keyof SourceErrors, true> = {
  name: true,
  slug: true,
  hmac: true,
  public_url: true,
  channel_url: true,
  reply: true,
  secrets: true,
  deduplication: true,
};

/** Before the first try to save, an empty field is not an error yet; a wrong one is. */
function onlyTyped(errors: SourceErrors): SourceErrors {
  const { name: _empty, ...typed } = errors;
  return typed;
}
