import { plural, t } from '@lingui/core/macro';
import { useRef, useState } from 'react';

import type { ImportPreview } from '../../contract';
import { problemOf } from '../../data/client';
import { useSources } from '../../data/sources';
import { Button } from '../../design/Button';
import { Checkbox } from '../../design/Checkbox';
import { Dialog } from '../../design/Dialog';
import { ErrorNotice } from '../../design/ErrorNotice';
import { Field } from '../../design/Field';
import { bytesText } from '../../design/formatBytes';
import { Select } from '../../design/Select';
import { TextInput } from '../../design/TextInput';
import { useToast } from '../../design/Toast';
import { type ImportDraft, type Incoming, useImport, usePreview } from './importing';
import styles from './interchange.module.css';

interface ImportDialogProps {
  incoming: Incoming;
  onReceived: (eventId: string) => void;
  onClose: () => void;
}

/** Asks whether what somebody pasted or dropped is to be received as events. */
export function ImportDialog({ incoming, onReceived, onClose }: ImportDialogProps) {
  const toast = useToast();
  const main = useRef<HTMLButtonElement>(null);
  const preview = usePreview(incoming);
  const sources = useSources().data ?? [];
  const total = preview.data?.total ?? 0;
  const [draft, setDraft] = useState<Partial<ImportDraft>>({});
  // A bundle knows where its events came to; of anything else the first source is as good a guess as any.
  const likely = preview.data?.format === 'bundle' ? 'own' : (sources[0]?.id ?? 'own');
  const chosen: ImportDraft = {
    source: draft.source ?? likely,
    eventType: draft.eventType ?? '',
    // Many events at once are likelier to be looked at than to be delivered once more.
    isDelivered: draft.isDelivered ?? total === 1,
  };
  const change = (part: Partial<ImportDraft>) => setDraft((before) => ({ ...before, ...part }));
  const receive = useImport(incoming);
  const problem = preview.error ?? receive.error;

  const start = async () => {
    const report = await receive.mutateAsync(chosen).catch(() => null);
    if (!report) return;
    const known = report.duplicates > 0 && plural(report.duplicates, { one: '# was known.', other: '# were known.' });
    toast({
      title: plural(report.received, { one: '# event received.', other: '# events received.' }),
      ...(known && { detail: known }),
      tone: 'success',
    });
    onClose();
    const [first] = report.event_ids;
    if (first !== undefined) onReceived(first);
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={
        total > 1
          ? plural(total, { one: 'Receive this as an event?', other: 'Receive these # as events?' })
          : t`Receive this as an event?`
      }
      description={incoming.fileName ?? undefined}
      firstFocus={main}
      actions={
        <>
          <Button
            ref={main}
            variant="primary"
            glyph="source"
            isBusy={preview.isPending || receive.isPending}
            disabledReason={preview.isError ? t`It cannot be read.` : undefined}
            onClick={() => void start()}
          >
            {total > 1 ? plural(total, { one: 'Receive #', other: 'Receive #' }) : t`Receive`}
          </Button>
          <Button onClick={onClose}>{t`Cancel`}</Button>
        </>
      }
    >
      {problem && <ErrorNotice problem={problemOf(problem)} />}
      {preview.data && <Entries preview={preview.data} />}
      {preview.data && (
        <>
          <div className={styles.options}>
            <Field label={t`Source`}>
              <Select
                value={chosen.source}
                onValueChange={(source) => change({ source })}
                options={[
                  ...sources.map(({ id, name, receive_url }) => ({ value: id, label: name, note: receive_url })),
                  {
                    value: 'own',
                    label: t`Its own`,
                    note: t`The source of the same path; none, as if it was published, where there is none.`,
                  },
                ]}
              />
            </Field>
            <Field label={t`Event type`}>
              <TextInput
                isMono
                placeholder={t`as it says itself`}
                value={chosen.eventType}
                onChange={(event) => change({ eventType: event.target.value })}
              />
            </Field>
          </div>
          <Checkbox
            isChecked={chosen.isDelivered}
            onCheckedChange={(isDelivered) => change({ isDelivered })}
            label={t`Deliver to the subscriptions that match`}
          />
        </>
      )}
    </Dialog>
  );
}

/** How many entries are listed. */
const LISTED = 6;

function Entries({ preview: { format, total, entries } }: { preview: ImportPreview }) {
  const [only] = entries;
  const more = total - Math.min(total, LISTED);
  return (
    <div className={styles.entries}>
      <p className="t3">{formatWords(format)}</p>
      <ul>
        {entries.slice(0, LISTED).map(({ method, path_and_query, event_type, body_bytes, content_type }, index) => (
          <li key={index}>
            <b>{method}</b>
            <span className={styles.target}>{event_type ?? path_and_query}</span>
            <span className="t3">{[content_type?.split(';')[0], bytesText(body_bytes)].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="t3">{plural(more, { one: 'and # more', other: 'and # more' })}</p>}
      {total === 1 && only && only.excerpt !== '' && <pre className={styles.excerpt}>{only.excerpt}</pre>}
    </div>
  );
}

function formatWords(format: ImportPreview['format']): string {
  switch (format) {
    case 'curl':
      return t`cURL`;
    case 'har':
      return t`HTTP archive`;
    case 'json':
      return t`JSON`;
    case 'json_lines':
      return t`JSON lines`;
    case 'bundle':
      return t`Tacklebox bundle`;
  }
}
