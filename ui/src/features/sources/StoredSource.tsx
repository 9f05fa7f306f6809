import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import type { Source } from '../../contract';
import { problemOf } from '../../data/client';
import { ErrorNotice } from '../../design/ErrorNotice';
import { Screen } from '../../design/Screen';
import { useToast } from '../../design/Toast';
import { ConnectPane } from './ConnectPane';
import { DeleteSource } from './DeleteSource';
import { useSource, useUpdateSource } from './queries';
import { draftOfSource, sourcePatchOf } from './sourceDraft';
import { SourceForm } from './SourceForm';

/** The form for a source that exists, beside what to paste where. */
export function StoredSource({ id }: { id: string }) {
  const source = useSource(id);
  if (source.isError) {
    return (
      <Screen title={t`Source`} actions={<Link to="/sources"><Trans>All sources</Trans></Link>}>
        <ErrorNotice problem={problemOf(source.error)} onRetry={() => source.refetch()} />
      </Screen>
    );
  }
  return source.data ? <LoadedSource source={source.data} /> : null;
}

function LoadedSource({ source }: { source: Source }) {
  const [draft, setDraft] = useState(() => draftOfSource(source));
  const update = useUpdateSource(source.id);
  const toast = useToast();

  const save = () =>
    update.mutate(sourcePatchOf(draft), { onSuccess: () => toast({ title: t`Source saved.`, tone: 'success' }) });

  return (
    <SourceForm
      title={source.name}
      source={source}
      draft={draft}
      onDraftChange={setDraft}
      onSave={save}
      isSaving={update.isPending}
      failure={update.error}
      actions={<DeleteSource source={source} />}
      aside={<ConnectPane source={source} />}
    />
  );
}
