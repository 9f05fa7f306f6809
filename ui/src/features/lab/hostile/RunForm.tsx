import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import type { AttackFacts, Destination, Source } from '../../../contract';
import { problemOf } from '../../../data/client';
import { BackLink } from '../../../design/BackLink';
import { Disclosure } from '../../../design/Disclosure';
import { Editor, EditorFooterNote, EditorSection } from '../../../design/Editor';
import { ErrorNotice } from '../../../design/ErrorNotice';
import { Field } from '../../../design/Field';
import { HeaderRows } from '../../../design/fields/HeaderRows';
import { SaveButton } from '../../../design/SaveButton';
import { TextArea } from '../../../design/TextArea';
import { TextInput } from '../../../design/TextInput';
import { AttacksSection } from './AttacksSection';
import styles from './hostile.module.css';
import { MeasuresSection } from './MeasuresSection';
import { ReceiverSection } from './ReceiverSection';
import { type RunDraft, type RunErrors, runErrors } from './runDraft';

export interface RunFormProps {
  draft: RunDraft;
  onDraftChange: (draft: RunDraft) => void;
  attacks: readonly AttackFacts[];
  sources: readonly Source[];
  destinations: readonly Destination[];
  /** Called only with a draft that is fit to be sent. */
  onStart: () => void;
  isStarting: boolean;
  failure: unknown;
}

/** Which receiver is attacked, how requests are signed, and what is tried. */
export function RunForm({ draft, onDraftChange, attacks, sources, destinations, onStart, isStarting, failure }: RunFormProps) {
  const [isEveryErrorShown, setEveryErrorShown] = useState(false);
  const own = runErrors(draft);
  const firstProblem = Object.values(own)[0];
  const problem = failure ? problemOf(failure) : null;
  const refused: RunErrors = problem?.field && problem.field in fieldNames ? { [problem.field]: problem.detail } : {};
  // What is still empty is no mistake until one tries to start.
  const { url, secret, ...others } = own;
  const typed: RunErrors = { ...others, ...(draft.url && url && { url }) };
  const shown: RunErrors = { ...refused, ...(isEveryErrorShown ? own : typed) };
  const change = (part: Partial<RunDraft>) => onDraftChange({ ...draft, ...part });

  const start = () => {
    setEveryErrorShown(true);
    if (firstProblem) return false;
    onStart();
    return true;
  };

  return (
    <Editor
      title={t`Hostile sender`}
      back={
        <BackLink>
          <Link to="/lab" search={{ part: 'hostile' }}>
            <Trans>Lab</Trans>
          </Link>
        </BackLink>
      }
      onSave={start}
      footer={
        <>
          <SaveButton problem={firstProblem} isBusy={isStarting}>
            {t`Start the attack`}
          </SaveButton>
          <EditorFooterNote>{t`Attack only receivers that are yours.`}</EditorFooterNote>
        </>
      }
    >
      {problem && Object.keys(refused).length === 0 && <ErrorNotice problem={problem} />}
      <ReceiverSection draft={draft} onChange={change} errors={shown} sources={sources} destinations={destinations} />
      <AttacksSection attacks={attacks} spared={draft.spared} onSparedChange={(spared) => change({ spared })} />
      <MeasuresSection draft={draft} onChange={change} errors={shown} />
      <EditorSection label={t`Payload`} note={t`Optional`}>
        <Disclosure
          label={t`Type, body and headers`}
          summary={draft.body || draft.eventType || draft.headers.length > 0 ? t`of your own` : t`one like the sender’s`}
          isOpenAtFirst={Boolean(shown.event_type)}
        >
          <Field label={t`Kind of event`} error={shown.event_type} className={styles.narrow}>
            <TextInput
              isMono
              placeholder="demo.order.paid"
              value={draft.eventType}
              onChange={(event) => change({ eventType: event.target.value })}
            />
          </Field>
          <Field label={t`Body`} hint={t`Signed as it stands here. Empty: one like the sender’s.`}>
            <TextArea isMono rows={5} value={draft.body} onChange={(event) => change({ body: event.target.value })} />
          </Field>
          <HeaderRows rows={draft.headers} onRowsChange={(headers) => change({ headers })} />
        </Disclosure>
      </EditorSection>
    </Editor>
  );
}

/** The fields a refusal of the API can land at. */
const fieldNames: Record<keyof RunErrors, true> = {
  url: true,
  source_id: true,
  destination_id: true,
  secret: true,
  event_type: true,
  'options.burst': true,
  'options.oversized_bytes': true,
  'options.stated_limit_bytes': true,
  'options.slow_ms': true,
};
