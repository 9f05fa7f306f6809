import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { useCreateMock } from '../../../data/mocks';
import { useOverview } from '../../../data/overview';
import { CopyLine } from '../../../design/CopyLine';
import { useToast } from '../../../design/Toast';
import { type MockDraft, nameProblem, ruleOf } from './mockDraft';
import { MockForm } from './MockForm';
import styles from './mocks.module.css';
import { ruleSentence } from './ruleSentence';

/** The form for a mock that does not exist yet. */
export function NewMock() {
  const [draft, setDraft] = useState<MockDraft>({ name: '', rules: [] });
  const create = useCreateMock();
  const navigate = useNavigate();
  const toast = useToast();

  const save = () =>
    create.mutate(
      { name: draft.name.trim(), rules: draft.rules.map(ruleOf) },
      {
        onSuccess: (mock) => {
          toast({ title: t`${mock.name} answers now.`, detail: t`What comes to it is listed here.`, tone: 'success' });
          void navigate({ to: '/lab/mocks/$name', params: { name: mock.name }, replace: true });
        },
      },
    );

  return (
    <MockForm
      title={t`New mock destination`}
      draft={draft}
      onDraftChange={setDraft}
      onSave={save}
      isSaving={create.isPending}
      failure={create.error}
      aside={<WhatItDoes draft={draft} />}
    />
  );
}

/** Where the mock will answer, and what, sentence by sentence. */
function WhatItDoes({ draft }: { draft: MockDraft }) {
  const receiver = useOverview().data?.receiver.url;
  const name = draft.name.trim();
  return (
    <>
      <h2 className={styles.paneTitle}><Trans>What it will do</Trans></h2>
      {receiver && nameProblem(name) === null && <CopyLine label={t`URL`} value={`${receiver}/mock/${name}`} />}
      <ol className={styles.sentences}>
        {draft.rules.map((rule) => (
          <li key={rule.key}>{ruleSentence(ruleOf(rule))}</li>
        ))}
        <li>{draft.rules.length === 0 ? t`Any request gets 200.` : t`What no rule means gets 200.`}</li>
      </ol>
      <p className="t3"><Trans>Paths below its address go to it too. The newest 200 requests are listed, until the program ends.</Trans></p>
    </>
  );
}
