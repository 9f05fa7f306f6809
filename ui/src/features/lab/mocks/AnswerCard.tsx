import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import type { MockKind } from '../../../contract';
import { Checkbox } from '../../../design/Checkbox';
import { Disclosure } from '../../../design/Disclosure';
import { FieldNote } from '../../../design/Field';
import { HeaderRows } from '../../../design/fields/HeaderRows';
import { IconButton } from '../../../design/IconButton';
import { Select } from '../../../design/Select';
import { TextArea } from '../../../design/TextArea';
import { TextInput } from '../../../design/TextInput';
import { useLatched } from '../../../design/useLatched';
import type { AnswerDraft } from './mockDraft';
import styles from './mocks.module.css';
import { MoveButtons } from './MoveButtons';

function kinds(): { value: MockKind; label: string; note: string }[] {
  return [
    { value: 'reply', label: t`Replies`, note: t`with a status, headers and a body` },
    { value: 'partial', label: t`Breaks off`, note: t`promises a longer body than it sends` },
    { value: 'drop', label: t`Drops`, note: t`closes the connection without an answer` },
    { value: 'reset', label: t`Resets`, note: t`resets the connection (TCP RST)` },
    { value: 'hang', label: t`Hangs`, note: t`never answers` },
  ];
}

export interface AnswerCardProps {
  answer: AnswerDraft;
  /** Its place in the sequence, from 0. */
  place: number;
  /** How many answers there are. */
  count: number;
  error: string | undefined;
  onChange: (answer: AnswerDraft) => void;
  onMove: (by: number) => void;
  onCopy: () => void;
  onRemove: () => void;
}

/** One answer of a sequence: what it does, with which status, after how long, and what it says. */
export function AnswerCard({ answer, place, count, error, onChange, onMove, onCopy, onRemove }: AnswerCardProps) {
  const change = (part: Partial<AnswerDraft>) => onChange({ ...answer, ...part });
  const number = place + 1;
  const name = t`answer ${number}`;
  const hasReply = answer.kind === 'reply' || answer.kind === 'partial';
  return (
    <li className={styles.answer} aria-label={t`Answer ${number}`}>
      <div className={styles.answerLine}>
        <Select
          aria-label={t`What ${name} does`}
          className={styles.answerKind}
          value={answer.kind}
          onValueChange={(kind) => change({ kind })}
          options={kinds()}
        />
        {hasReply && (
          <TextInput
            isMono
            inputMode="numeric"
            className={styles.answerStatus}
            aria-label={t`Status of ${name}`}
            aria-invalid={Boolean(error) || undefined}
            value={answer.status}
            onChange={(event) => change({ status: event.target.value })}
          />
        )}
        <span className={styles.answerWaits}>
          <span className="t3">{t`after`}</span>
          <TextInput
            className={styles.answerWait}
            aria-label={t`Shortest wait of ${name}`}
            placeholder="0 s"
            value={answer.waitLeast}
            onChange={(event) => change({ waitLeast: event.target.value })}
          />
          <span className="t3">{t({ message: 'to', context: 'a span of time' })}</span>
          <TextInput
            className={styles.answerWait}
            aria-label={t`Longest wait of ${name}`}
            placeholder={t`the same`}
            value={answer.waitMost}
            onChange={(event) => change({ waitMost: event.target.value })}
          />
        </span>
        <span className={styles.answerControls}>
          <MoveButtons name={name} place={place} count={count} onMove={onMove} />
          <IconButton glyph="copy" label={t`Repeat ${name}`} onClick={onCopy} />
          <IconButton
            glyph="trash"
            variant="danger"
            label={t`Remove ${name}`}
            disabledReason={count === 1 ? t`A rule has at least one answer.` : undefined}
            onClick={onRemove}
          />
        </span>
      </div>
      <FieldNote error={error} />
      {hasReply && <Content answer={answer} name={name} change={change} />}
    </li>
  );
}

interface ContentProps {
  answer: AnswerDraft;
  name: string;
  change: (part: Partial<AnswerDraft>) => void;
}

function Content({ answer, name, change }: ContentProps) {
  const headers = answer.headers.filter((header) => header.name.trim()).length;
  const summary = [
    headers > 0 && plural(headers, { one: '# header', other: '# headers' }),
    answer.echoesBody ? t`echoes the body` : answer.body && t`a body`,
  ].filter(Boolean);
  const isOpen = useLatched(answer.kind === 'partial');
  return (
    <Disclosure label={t`Headers and body`} summary={summary.join(', ') || t`none`} isOpenAtFirst={isOpen}>
      <HeaderRows rows={answer.headers} onRowsChange={(rows) => change({ headers: rows })} />
      <Checkbox
        isChecked={answer.echoesBody}
        onCheckedChange={(echoesBody) => change({ echoesBody })}
        label={t`Answer with the body of the request`}
      />
      {!answer.echoesBody && (
        <TextArea
          isMono
          rows={3}
          aria-label={t`Body of ${name}`}
          placeholder={t`The body; empty when left out`}
          value={answer.body}
          onChange={(event) => change({ body: event.target.value })}
        />
      )}
      {answer.kind === 'partial' && (
        <label className={styles.missing}>
          <span><Trans>Bytes promised and not sent</Trans></span>
          <TextInput
            inputMode="numeric"
            className={styles.missingInput}
            value={answer.missingBytes}
            onChange={(event) => change({ missingBytes: event.target.value })}
          />
        </label>
      )}
    </Disclosure>
  );
}
