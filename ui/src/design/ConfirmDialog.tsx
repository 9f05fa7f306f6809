import { type ReactNode, useRef } from 'react';

import { Button } from './Button';
import { Dialog } from './Dialog';
import { ErrorNotice, type ShownProblem } from './ErrorNotice';

export interface ConfirmDialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** What will be gone and what stays. */
  consequences: ReactNode;
  /** The verb on the button, e.g. `Delete source`. */
  verb: string;
  onConfirm: () => void;
  isBusy: boolean;
  problem?: ShownProblem | null;
}

/** Asks before something that cannot be taken back, and says what follows from it. */
export function ConfirmDialog({
  isOpen,
  onClose,
  title,
  consequences,
  verb,
  onConfirm,
  isBusy,
  problem,
}: ConfirmDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      description={consequences}
      firstFocus={cancel}
      actions={
        <>
          <Button variant="danger" glyph="trash" onClick={onConfirm} isBusy={isBusy}>
            {verb}
          </Button>
          <Button ref={cancel} onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      {problem && <ErrorNotice problem={problem} />}
    </Dialog>
  );
}
