import { type ReactNode, useId } from 'react';

import { classNames } from './classNames';
import { CodeWords } from './CodeWords';
import { FieldContext } from './fieldContext';
import { Glyph } from './glyphs';
import styles from './Field.module.css';

export interface FieldProps {
  label: ReactNode;
  /** One short sentence under the control. */
  hint?: ReactNode;
  /** What is wrong; replaces the hint and marks the control invalid. */
  error?: string | undefined;
  /** The label is read aloud but not painted (a section title already says it). */
  isLabelHidden?: boolean;
  className?: string | undefined;
  children: ReactNode;
}

/** A control with its label, its hint and its error, tied together for assistive technology. */
export function Field({ label, hint, error, isLabelHidden = false, className, children }: FieldProps) {
  const controlId = useId();
  const noteId = useId();
  const hasNote = Boolean(error ?? hint);
  return (
    <FieldContext value={{ controlId, describedBy: hasNote ? noteId : undefined, isInvalid: Boolean(error) }}>
      <div className={classNames(styles.field, className)}>
        <label htmlFor={controlId} className={isLabelHidden ? 'visually-hidden' : styles.label}>
          {label}
        </label>
        {children}
        <FieldNote id={noteId} hint={hint} error={error} />
      </div>
    </FieldContext>
  );
}

/** The line under a control: its error if there is one, else its hint. */
export function FieldNote({ id, hint, error }: { id?: string; hint?: ReactNode; error?: string | undefined }) {
  if (error) {
    return (
      <p id={id} className={styles.error}>
        <Glyph name="warning" size={12} />
        <span>
          <CodeWords text={error} />
        </span>
      </p>
    );
  }
  return hint ? (
    <p id={id} className={styles.hint}>
      {typeof hint === 'string' ? <CodeWords text={hint} /> : hint}
    </p>
  ) : null;
}
