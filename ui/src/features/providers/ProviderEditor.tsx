import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { problemOf } from '../../data/client';
import { useProviders } from '../../data/providers';
import { BackLink } from '../../design/BackLink';
import { Editor, EditorFooterNote, EditorSection } from '../../design/Editor';
import { ErrorNotice } from '../../design/ErrorNotice';
import { Field } from '../../design/Field';
import { SaveButton } from '../../design/SaveButton';
import { SegmentedControl } from '../../design/SegmentedControl';
import { Select } from '../../design/Select';
import { TextArea } from '../../design/TextArea';
import { TextInput } from '../../design/TextInput';
import { useToast } from '../../design/Toast';
import { DeleteProvider } from './DeleteProvider';
import { usePutProvider } from './queries';
import { RecordForm } from './RecordForm';
import { newRecord, recordText, typedRecord } from './recordFields';
import { TryProvider } from './TryProvider';

/** The editor of a provider of one's own; `new` makes one. */
export function ProviderEditor({ slug }: { slug: string }) {
  const providers = useProviders();
  const stored = providers.find((provider) => provider.slug === slug && provider.is_added);
  if (slug !== 'new' && !stored) return null;
  return <LoadedProvider key={slug} slug={stored?.slug} name={stored?.name} record={stored?.record ?? newRecord()} />;
}

interface LoadedProviderProps {
  slug: string | undefined;
  name: string | undefined;
  record: object;
}

function LoadedProvider({ slug: storedSlug, name, record }: LoadedProviderProps) {
  const [text, setText] = useState(() => recordText({ ...record }));
  const [slug, setSlug] = useState(storedSlug ?? '');
  const [view, setView] = useState<'form' | 'record'>('form');
  const [start, setStart] = useState('');
  const shipped = useProviders().filter(({ is_added }) => !is_added);
  const put = usePutProvider();
  const navigate = useNavigate();
  const toast = useToast();

  const typed = typedRecord(text);
  const slugProblem = /^[a-z0-9-]{1,40}$/.test(slug) ? undefined : t`1 to 40 small letters, digits and hyphens.`;
  const firstProblem = slugProblem ?? ('problem' in typed ? typed.problem : undefined);
  const problem = put.error ? problemOf(put.error) : null;
  const save = () => {
    if (firstProblem || 'problem' in typed) return false;
    put.mutate(
      { slug, provider: typed },
      {
        onSuccess: (provider) => {
          toast({ title: t`${provider.name} can be used by sources and destinations.`, tone: 'success' });
          void navigate({ to: '/sources/providers/$slug', params: { slug: provider.slug }, replace: true });
        },
      },
    );
    return true;
  };

  return (
    <Editor
      title={name ?? t`New provider`}
      back={
        <BackLink>
          <Link to="/sources/providers">
            <Trans>Providers</Trans>
          </Link>
        </BackLink>
      }
      actions={storedSlug && <DeleteProvider slug={storedSlug} />}
      onSave={save}
      isAsideWide
      aside={<TryProvider typed={typed} />}
      footer={
        <>
          <SaveButton problem={firstProblem} isBusy={put.isPending}>
            {storedSlug ? t`Save` : t`Add provider`}
          </SaveButton>
          <EditorFooterNote>
            <Trans>Sources that use it check with it from then on.</Trans>
          </EditorFooterNote>
        </>
      }
    >
      {problem && <ErrorNotice problem={problem} />}
      {!storedSlug && (
        <EditorSection label={t`Begin with`} note={t`Optional`}>
          <Select
            aria-label={t`Begin with`}
            value={start}
            onValueChange={(chosen) => {
              setStart(chosen);
              const like = shipped.find((provider) => provider.slug === chosen);
              setText(recordText(like ? { ...like.record, name: '' } : newRecord()));
            }}
            options={[
              { value: '', label: t`An HMAC of the body` },
              ...shipped.map((provider) => ({ value: provider.slug, label: provider.name })),
            ]}
          />
        </EditorSection>
      )}
      <EditorSection label={t`Slug`} note={t`What the API calls it`}>
        <Field label={t`Slug`} isLabelHidden error={slug === '' ? undefined : slugProblem}>
          <TextInput
            isMono
            readOnly={storedSlug !== undefined}
            placeholder="our-shop"
            value={slug}
            onChange={(event) => setSlug(event.target.value)}
          />
        </Field>
      </EditorSection>
      <EditorSection label={t`Record`}>
        <SegmentedControl
          aria-label={t`How the record is shown`}
          value={view}
          onValueChange={setView}
          options={[
            { value: 'form', label: t`Form` },
            { value: 'record', label: t`JSON or TOML` },
          ]}
        />
        {view === 'record' && (
          <Field
            label={t`The whole record`}
            isLabelHidden
            error={'problem' in typed ? typed.problem : undefined}
            hint={t`The shape of the files that ship: begin with one of them to see it. TOML is taken as well.`}
          >
            <TextArea isMono rows={22} value={text} onChange={(event) => setText(event.target.value)} />
          </Field>
        )}
        {view === 'form' && !('record' in typed) && (
          <p className="t3">
            {'toml' in typed
              ? t`The record is written as TOML. Save it, and the form shows it.`
              : t`The record is no JSON yet. Mend it in the other view first.`}
          </p>
        )}
      </EditorSection>
      {view === 'form' && 'record' in typed && (
        <RecordForm record={typed.record} onRecordChange={(next) => setText(recordText(next))} />
      )}
    </Editor>
  );
}
