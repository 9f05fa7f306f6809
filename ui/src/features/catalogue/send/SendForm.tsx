import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import type { Destination, Source } from '../../../contract';
import { useTrigger } from '../../../data/catalogue';
import { problemOf } from '../../../data/client';
import { useProviders } from '../../../data/providers';
import { BackLink } from '../../../design/BackLink';
import { Checkbox } from '../../../design/Checkbox';
import { Disclosure } from '../../../design/Disclosure';
import { Editor, EditorFooterNote, EditorSection } from '../../../design/Editor';
import { ErrorNotice } from '../../../design/ErrorNotice';
import { Field } from '../../../design/Field';
import { HeaderRows } from '../../../design/fields/HeaderRows';
import { SaveButton } from '../../../design/SaveButton';
import { Select } from '../../../design/Select';
import { TextArea } from '../../../design/TextArea';
import { TextInput } from '../../../design/TextInput';
import styles from '../catalogue.module.css';
import { SentAnswer } from './SentAnswer';
import { type SendDraft, type SendErrors, sendErrors, triggerOf } from './sendDraft';
import { TargetSection } from './TargetSection';

export interface SendFormProps {
  first: SendDraft;
  /** Whose the payload is, when it is shipped. */
  attribution: string | undefined;
  sources: readonly Source[];
  destinations: readonly Destination[];
}

/** A payload on the left, what came back on the right. */
export function SendForm({ first, attribution, sources, destinations }: SendFormProps) {
  const [draft, setDraft] = useState(first);
  const [isEveryErrorShown, setEveryErrorShown] = useState(false);
  const trigger = useTrigger();
  const providers = useProviders();
  const own = sendErrors(draft);
  const firstProblem = Object.values(own)[0];
  const problem = trigger.isError ? problemOf(trigger.error) : null;
  const refused: SendErrors = problem?.field && problem.field in fieldNames ? { [problem.field]: problem.detail } : {};
  const shown: SendErrors = { ...refused, ...(isEveryErrorShown ? own : {}) };
  const change = (part: Partial<SendDraft>) => setDraft({ ...draft, ...part });
  const send = () => {
    setEveryErrorShown(true);
    if (firstProblem) return false;
    trigger.mutate(triggerOf(draft));
    return true;
  };

  return (
    <Editor
      title={t`Send a payload`}
      back={
        <BackLink>
          <Link to="/catalogue" search={{}}>
            <Trans>Catalogue</Trans>
          </Link>
        </BackLink>
      }
      onSave={send}
      isAsideWide
      aside={<SentAnswer triggered={trigger.data} isSending={trigger.isPending} />}
      footer={
        <>
          <SaveButton problem={firstProblem} isBusy={trigger.isPending}>
            {t`Send`}
          </SaveButton>
          <EditorFooterNote><Trans>Once, now; it is not retried.</Trans></EditorFooterNote>
        </>
      }
    >
      {problem && Object.keys(refused).length === 0 && <ErrorNotice problem={problem} />}
      <TargetSection draft={draft} onChange={change} errors={shown} sources={sources} destinations={destinations} />
      <EditorSection label={t`Kind`} note={t`Of the event`}>
        <Field label={t`Kind of event`} isLabelHidden error={shown.event_type}>
          <TextInput isMono value={draft.eventType} onChange={(event) => change({ eventType: event.target.value })} />
        </Field>
        <Field label={t`Like`} hint={t`Puts kind and id where this provider has them.`}>
          <Select
            value={draft.provider || 'none'}
            onValueChange={(slug) => change({ provider: slug === 'none' ? '' : slug })}
            options={[
              { value: 'none', label: t`Nobody in particular` },
              ...providers.filter(({ is_signed }) => is_signed).map(({ slug, name }) => ({ value: slug, label: name })),
            ]}
          />
        </Field>
      </EditorSection>
      <EditorSection label={t`Payload`} note={attribution ? t`Published by the provider` : undefined}>
        <Field label={t`Payload`} isLabelHidden error={shown.body} hint={attribution}>
          <TextArea isMono rows={16} value={draft.body} onChange={(event) => change({ body: event.target.value })} />
        </Field>
        <Checkbox
          isChecked={draft.isRefreshed}
          onCheckedChange={(isRefreshed) => change({ isRefreshed })}
          label={t`Give it a new id and time where the provider has them`}
        />
        <Disclosure label={t`Further headers`} summary={draft.headers.length > 0 ? String(draft.headers.length) : t`none`}>
          <HeaderRows rows={draft.headers} onRowsChange={(headers) => change({ headers })} />
        </Disclosure>
        <p className={styles.hint}><Trans>A payload that is neither edited nor renewed keeps its bytes.</Trans></p>
      </EditorSection>
    </Editor>
  );
}

/** The fields a refusal of the API can land at. */
const fieldNames: Record<keyof SendErrors, true> = {
  event_type: true,
  body: true,
  url: true,
  source_id: true,
  destination_id: true,
  secret: true,
};
