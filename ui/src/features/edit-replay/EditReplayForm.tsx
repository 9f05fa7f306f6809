import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import type { DeliveryDetail, Destination } from '../../contract';
import { api, ask, problemOf } from '../../data/client';
import { BackLink } from '../../design/BackLink';
import { Button } from '../../design/Button';
import { Disclosure } from '../../design/Disclosure';
import { Editor, EditorFooterNote, EditorSection } from '../../design/Editor';
import { ErrorNotice } from '../../design/ErrorNotice';
import { Field } from '../../design/Field';
import { HeaderRows } from '../../design/fields/HeaderRows';
import { SaveButton } from '../../design/SaveButton';
import { Select } from '../../design/Select';
import { TextArea } from '../../design/TextArea';
import { type EditReplayDraft, jsonFault, newEditReplayDraft, type ReceivedParts, replayEditOf } from './editReplayDraft';
import { Outcomes } from './Outcomes';

interface EditReplayFormProps {
  delivery: DeliveryDetail;
  destinations: readonly Destination[];
  received: ReceivedParts;
  onDelivery: (id: string) => void;
}

/** What goes out on the left, what the app answered before and now on the right. */
export function EditReplayForm({ delivery, destinations, received, onDelivery }: EditReplayFormProps) {
  const [draft, setDraft] = useState(() => newEditReplayDraft(received, delivery));
  const change = (part: Partial<EditReplayDraft>) => setDraft({ ...draft, ...part });
  const send = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/v1/deliveries/{id}/replay', {
          params: { path: { id: delivery.id } },
          body: replayEditOf(draft, received, delivery),
        }),
      ),
  });
  const problem = send.isError ? problemOf(send.error) : null;
  const fault = jsonFault(draft.body, received.body);
  const isTouched = draft.body !== received.body;
  const isOver = !['queued', 'retrying', 'held', 'sending'].includes(delivery.state);
  const whyNot = isOver ? undefined : t`It is not over yet: run it now, or cancel it first.`;
  return (
    <Editor
      title={t`Edit & replay`}
      back={
        <BackLink>
          <Link to="/timeline" search={{ selected: delivery.id }}>
            {delivery.event_type}
          </Link>
        </BackLink>
      }
      onSave={() => {
        if (whyNot !== undefined) return false;
        send.mutate();
        return true;
      }}
      isAsideWide
      aside={<Outcomes before={delivery.id} now={send.data?.id ?? null} onDelivery={onDelivery} />}
      footer={
        <>
          <SaveButton problem={whyNot} isBusy={send.isPending}>
            {t`Send`}
          </SaveButton>
          <EditorFooterNote>
            <Trans>It goes out as a new delivery, signed anew. The event that was received stays as it is.</Trans>
          </EditorFooterNote>
        </>
      }
    >
      {problem && problem.field !== 'headers' && <ErrorNotice problem={problem} />}
      <EditorSection label={t`Payload`} note={isTouched ? t`Edited` : t`As received`}>
        <Field
          label={t`Payload`}
          isLabelHidden
          hint={fault === null ? undefined : t`It is no JSON any more: ${fault} It can be sent as it is.`}
        >
          <TextArea isMono rows={18} value={draft.body} onChange={(event) => change({ body: event.target.value })} />
        </Field>
        {isTouched && (
          <div>
            <Button variant="ghost" glyph="undo" onClick={() => change({ body: received.body })}>
              <Trans>As it was received</Trans>
            </Button>
          </div>
        )}
      </EditorSection>
      <EditorSection label={t`Headers`} note={t`Signature and our own are added`}>
        <Disclosure label={t`Headers of the event`} summary={String(draft.headers.length)}>
          {problem?.field === 'headers' && <ErrorNotice problem={problem} />}
          <HeaderRows rows={draft.headers} onRowsChange={(headers) => change({ headers })} />
        </Disclosure>
      </EditorSection>
      <EditorSection label={t`To`}>
        <Field label={t`Destination`} isLabelHidden>
          <Select
            value={draft.destinationId}
            onValueChange={(destinationId) => change({ destinationId })}
            options={destinations.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      </EditorSection>
    </Editor>
  );
}
