import { t } from '@lingui/core/macro';
import type { MouseEvent } from 'react';

import { IconButton } from '../../../design/IconButton';

export interface MoveButtonsProps {
  /** What is moved: `rule 2`. */
  name: string;
  /** Its place, from 0. */
  place: number;
  /** How many there are; what is alone cannot be moved. */
  count: number;
  onMove: (by: number) => void;
}

/** Moves one of several up or down; the pressed button keeps the focus, so that it can be pressed again. */
export function MoveButtons({ name, place, count, onMove }: MoveButtonsProps) {
  if (count < 2) return null;
  const move = (by: number) => (event: MouseEvent<HTMLButtonElement>) => {
    const button = event.currentTarget;
    onMove(by);
    // An element that is put elsewhere in the page loses the focus.
    requestAnimationFrame(() => button.focus());
  };
  return (
    <>
      <IconButton
        glyph="arrow-up"
        label={t`Move ${name} up`}
        disabledReason={place === 0 ? t`It is the first.` : undefined}
        onClick={move(-1)}
      />
      <IconButton
        glyph="arrow-down"
        label={t`Move ${name} down`}
        disabledReason={place === count - 1 ? t`It is the last.` : undefined}
        onClick={move(1)}
      />
    </>
  );
}
