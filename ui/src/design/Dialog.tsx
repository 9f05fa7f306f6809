import { t } from '@lingui/core/macro';
import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode, RefObject } from 'react';

import { IconButton } from './IconButton';
import styles from './Dialog.module.css';

export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  /** What will happen, in a sentence or two. */
  description?: ReactNode;
  children?: ReactNode;
  /** The buttons, the main one first. */
  actions: ReactNode;
  /** The button Enter presses at once: one that does no harm. */
  firstFocus: RefObject<HTMLButtonElement | null>;
}

/** A question that must be answered before going on. Traps focus and gives it back. */
export function Dialog({ isOpen, onClose, title, description, children, actions, firstFocus }: DialogProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={styles.popup} initialFocus={firstFocus}>
          <div className={styles.head}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <Base.Close render={<IconButton glyph="close" label={t`Close`} />} />
          </div>
          {description && <Base.Description className={styles.description}>{description}</Base.Description>}
          {children}
          <div className={styles.actions}>{actions}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
