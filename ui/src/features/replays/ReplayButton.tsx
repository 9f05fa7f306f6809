import { useState } from 'react';

import type { NewReplay } from '../../contract';
import { Button, type ButtonVariant } from '../../design/Button';
import { ReplayDialog } from './ReplayDialog';

export interface ReplayButtonProps {
  /** What is replayed. */
  what: NewReplay;
  /** The title of the dialog: `Replay dead letters`. */
  title: string;
  children: string;
  variant?: ButtonVariant;
}

/** Opens the plan of a bulk replay. */
export function ReplayButton({ what, title, children, variant }: ReplayButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button glyph="retrying" {...(variant && { variant })} onClick={() => setOpen(true)}>
        {children}
      </Button>
      {isOpen && <ReplayDialog what={what} title={title} onClose={() => setOpen(false)} />}
    </>
  );
}
