import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';

import { api, ask, problemOf } from '../../../data/client';
import { Button } from '../../../design/Button';
import { Dialog } from '../../../design/Dialog';
import { Field } from '../../../design/Field';
import { IconButton } from '../../../design/IconButton';
import { TextInput } from '../../../design/TextInput';
import { type Column, COLUMNS_MAX, ownColumns, pathOf, usualColumns } from '../columns';
import { columnTitle } from '../columnWords';
import styles from './views.module.css';

interface ColumnsDialogProps {
  columns: readonly Column[];
  onChange: (columns: readonly Column[]) => void;
  onClose: () => void;
}

/** Chooses the columns of the timeline and their order; the list behind it follows at once. */
export function ColumnsDialog({ columns, onChange, onClose }: ColumnsDialogProps) {
  const done = useRef<HTMLButtonElement>(null);
  const hidden = ownColumns.filter((column) => !columns.includes(column));
  const isFull = columns.length >= COLUMNS_MAX;
  const fullReason = isFull ? t`There are ${COLUMNS_MAX} columns already.` : undefined;
  const move = (place: number, by: -1 | 1) => {
    const column = columns[place];
    if (column) onChange(columns.toSpliced(place, 1).toSpliced(place + by, 0, column));
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t`Columns`}
      firstFocus={done}
      actions={
        <>
          <Button ref={done} variant="primary" onClick={onClose}>
            <Trans>Done</Trans>
          </Button>
          <Button
            disabledReason={columns === usualColumns ? t`These are the usual columns.` : undefined}
            onClick={() => onChange(usualColumns)}
          >
            <Trans>Usual columns</Trans>
          </Button>
        </>
      }
    >
      <ol className={styles.columns} aria-label={t`Columns in their order`}>
        {columns.map((column, place) => {
          const title = columnTitle(column);
          return (
            <li key={column}>
              <span className={pathOf(column) === null ? styles.title : styles.path}>{title}</span>
              <IconButton
                glyph="arrow-up"
                label={t`Move ${title} up`}
                disabledReason={place === 0 ? t`It is the first.` : undefined}
                onClick={() => move(place, -1)}
              />
              <IconButton
                glyph="arrow-down"
                label={t`Move ${title} down`}
                disabledReason={place === columns.length - 1 ? t`It is the last.` : undefined}
                onClick={() => move(place, 1)}
              />
              <IconButton
                glyph="close"
                label={t`Leave out ${title}`}
                disabledReason={columns.length === 1 ? t`One column has to stay.` : undefined}
                onClick={() => onChange(columns.filter((each) => each !== column))}
              />
            </li>
          );
        })}
      </ol>
      {hidden.length > 0 && (
        <div className={styles.hidden} role="group" aria-label={t`More columns`}>
          {hidden.map((column) => (
            <Button key={column} glyph="plus" disabledReason={fullReason} onClick={() => onChange([...columns, column])}>
              {columnTitle(column)}
            </Button>
          ))}
        </div>
      )}
      <PathForm columns={columns} fullReason={fullReason} onAdd={(column) => onChange([...columns, column])} />
    </Dialog>
  );
}

interface PathFormProps {
  columns: readonly Column[];
  fullReason: string | undefined;
  onAdd: (column: Column) => void;
}

/** Adds a value of the body as a column. The engine says whether the way to it can be read. */
function PathForm({ columns, fullReason, onAdd }: PathFormProps) {
  const [path, setPath] = useState('');
  const trimmed = path.trim().replace(/^\$\.|^body\./, '');
  const column: Column = `body.${trimmed}`;
  const check = useMutation({
    mutationFn: () => ask(api.POST('/api/v1/events/values', { body: { event_ids: [], paths: [trimmed] } })),
    onSuccess: () => {
      onAdd(column);
      setPath('');
    },
  });
  const reason =
    fullReason ??
    (trimmed === '' ? t`Write the way to a value first.` : columns.includes(column) ? t`It is a column already.` : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (!reason) check.mutate();
  };
  const problem = check.error && problemOf(check.error);
  return (
    <form className={styles.add} onSubmit={submit}>
      <Field
        label={t`A value of the body`}
        hint={t`For example data.object.amount or items[0].sku`}
        error={problem ? [problem.detail, problem.hint].filter(Boolean).join(' ') : undefined}
        className={styles.field}
      >
        <TextInput
          isMono
          maxLength={290}
          value={path}
          onChange={(event) => {
            setPath(event.target.value);
            check.reset();
          }}
        />
      </Field>
      <Button type="submit" glyph="plus" isBusy={check.isPending} disabledReason={reason}>
        <Trans>Add</Trans>
      </Button>
    </form>
  );
}
