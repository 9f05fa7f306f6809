import { type ReactNode, useId, useRef } from 'react';

import { classNames } from './classNames';
import { focusFirstError } from './focusFirstError';
import { useShortcut } from './useShortcut';
import styles from './Editor.module.css';

export interface EditorProps {
  title: ReactNode;
  /** Where it leads back to, in front of the title. */
  back?: ReactNode;
  /** Beside the title, e.g. a switch and Delete. */
  actions?: ReactNode;
  /**
   * Asked on Mod+S and on the submit button. Answers whether what was entered is fit to be sent; when it is not,
   * the first control marked invalid gets the focus.
   */
  onSave: () => boolean;
  footer: ReactNode;
  /** The pane on the right; below the form when there is little room. */
  aside?: ReactNode;
  /** Gives the pane nearly as much room as the form, for lists that are read while one edits. */
  isAsideWide?: boolean;
  children: ReactNode;
}

/** A form on one page: numbered rows on the left, what they lead to on the right, Save at the bottom. */
export function Editor({ title, back, actions, onSave, footer, aside, isAsideWide = false, children }: EditorProps) {
  const form = useRef<HTMLFormElement>(null);

  const save = () => {
    // The errors appear with the next paint; only then is there something to focus.
    if (!onSave()) requestAnimationFrame(() => form.current && focusFirstError(form.current));
  };
  useShortcut('Mod+S', save);

  return (
    <form
      ref={form}
      className={styles.editor}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className={classNames(styles.scroll, isAsideWide && styles.wide)}>
        <div className={styles.main}>
          <header className={styles.head}>
            {back}
            <h1 className={styles.title}>{title}</h1>
            {actions && <div className={styles.actions}>{actions}</div>}
          </header>
          {children}
        </div>
        {aside && <aside className={styles.aside}>{aside}</aside>}
      </div>
      <footer className={styles.foot}>{footer}</footer>
    </form>
  );
}

/** One row of an Editor: what it is about on the left, its controls on the right. */
export function EditorSection({ label, note, children }: { label: string; note?: ReactNode; children: ReactNode }) {
  const labelId = useId();
  return (
    <div role="group" aria-labelledby={labelId} className={styles.section}>
      <div className={styles.label}>
        <h2 id={labelId}>{label}</h2>
        {note && <small className={styles.note}>{note}</small>}
      </div>
      <div className={styles.controls}>{children}</div>
    </div>
  );
}

/** Pushes what follows to the right end of the footer. */
export function EditorFooterNote({ children }: { children: ReactNode }) {
  return <span className={styles.footNote}>{children}</span>;
}
