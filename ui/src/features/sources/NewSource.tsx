import { t } from '@lingui/core/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { useToast } from '../../design/Toast';
import { NewSourcePane } from './NewSourcePane';
import { useCreateSource } from './queries';
import { newSourceDraft, newSourceOf } from './sourceDraft';
import { SourceForm } from './SourceForm';

/** The form for a source that does not exist yet. */
export function NewSource({ provider }: { provider: string }) {
  const [draft, setDraft] = useState(() => newSourceDraft(provider));
  const create = useCreateSource();
  const navigate = useNavigate();
  const toast = useToast();

  const save = () =>
    create.mutate(newSourceOf(draft), {
      onSuccess: (source) => {
        toast({ title: t`${source.name} is ready to receive.`, tone: 'success' });
        void navigate({ to: '/sources/$id', params: { id: source.id }, replace: true });
      },
    });

  return (
    <SourceForm
      title={t`New source`}
      draft={draft}
      onDraftChange={setDraft}
      onSave={save}
      isSaving={create.isPending}
      failure={create.error}
      aside={<NewSourcePane draft={draft} />}
    />
  );
}
