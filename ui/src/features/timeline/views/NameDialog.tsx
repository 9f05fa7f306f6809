import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type FormEvent, useId, useRef, useState } from 'react';

import type { ShownProblem } from '../../../data/client';
import { Button } from '../../../design/Button';
import { Dialog } from '../../../design/Dialog';
import { ErrorNotice } from '../../../design/ErrorNotice';
import { Field } from '../../../design/Field';
import { TextInput } from '../../../design/TextInput';

interface NameDialogProps {
  title: string;
  description?: string;
  /** The name to begin with. */
  name: string;
  problem: ShownProblem | null;
  isBusy: boolean;
  onSave: (name: string) => void;
  onClose: () => void;
}

/** Asks for the name of a view. */
export function NameDialog({ title, description, name, problem, isBusy, onSave, onClose }: NameDialogProps) {
  const [text, setText] = useState(name);
  const formId = useId();
  const save = useRef<HTMLButtonElement>(null);
  const reason = text.trim() === '' ? t`A view needs a name.` : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!reason) onSave(text.trim());
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      {...(description && { description })}
      firstFocus={save}
      actions={
        <>
          <Button ref={save} type="submit" form={formId} variant="primary" glyph="save" isBusy={isBusy} disabledReason={reason}>
            <Trans>Save</Trans>
          </Button>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        {problem && problem.field !== 'name' && <ErrorNotice problem={problem} />}
        <Field label={t`Name`} error={problem?.field === 'name' ? problem.detail : undefined}>
          <TextInput autoFocus maxLength={100} value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
