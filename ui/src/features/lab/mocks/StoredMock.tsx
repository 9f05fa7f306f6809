import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import type { Mock } from '../../../contract';
import { problemOf } from '../../../data/client';
import { useChangeMock, useMock } from '../../../data/mocks';
import { CopyLine } from '../../../design/CopyLine';
import { ErrorNotice } from '../../../design/ErrorNotice';
import { Screen } from '../../../design/Screen';
import { useToast } from '../../../design/Toast';
import { DeleteMock } from './DeleteMock';
import { MakeDestination } from './MakeDestination';
import { draftOfMock, ruleOf } from './mockDraft';
import { MockForm } from './MockForm';
import { RequestLog } from './RequestLog';

/** The rules of a mock that exists, beside what comes to it. */
export function StoredMock({ name }: { name: string }) {
  const mock = useMock(name);
  if (mock.isError) {
    return (
      <Screen title={t`Mock destination`} actions={<Link to="/lab">{t`Lab`}</Link>}>
        <ErrorNotice problem={problemOf(mock.error)} onRetry={() => mock.refetch()} />
      </Screen>
    );
  }
  return mock.data ? <LoadedMock mock={mock.data} /> : null;
}

function LoadedMock({ mock }: { mock: Mock }) {
  const [draft, setDraft] = useState(() => draftOfMock(mock));
  const change = useChangeMock(mock.name);
  const toast = useToast();

  const save = () =>
    change.mutate(draft.rules.map(ruleOf), {
      onSuccess: () => toast({ title: t`Mock saved.`, detail: t`Its sequences begin anew.`, tone: 'success' }),
    });

  return (
    <MockForm
      title={mock.name}
      mock={mock}
      draft={draft}
      onDraftChange={setDraft}
      onSave={save}
      isSaving={change.isPending}
      failure={change.error}
      actions={<DeleteMock mock={mock} />}
      aside={
        <>
          <CopyLine label={t`URL`} value={mock.url} />
          <MakeDestination mock={mock} />
          <RequestLog mock={mock} />
        </>
      }
    />
  );
}
