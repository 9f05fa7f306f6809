import { t } from '@lingui/core/macro';
import { createPortal } from 'react-dom';

import { IconButton } from '../../design/IconButton';
import { useLetterKeys } from '../../design/useLetterKeys';
import styles from './compare.module.css';

interface StepsProps {
  /** The head of the screen, where they stand. */
  into: HTMLElement | null;
  /** 0 for the first change. */
  current: number;
  /** Changes to step through. */
  count: number;
  /** Changes in all; null until it is known. */
  total: number | null;
  onStep: (to: number) => void;
}

/** From one change to the next and back, round and round. N and P do the same. */
export function Steps({ into, current, count, total, onStep }: StepsProps) {
  const step = (by: number) => {
    if (count > 0) onStep((current + by + count) % count);
  };
  useLetterKeys((key, event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (key === 'n') step(1);
    else if (key === 'p') step(-1);
    else return false;
    return true;
  });
  const one = current + 1;
  const nothing = count === 0 ? t`Nothing differs.` : undefined;
  return (
    into &&
    createPortal(
      <>
        <IconButton glyph="chevron-left" label={t`Previous change (P)`} onClick={() => step(-1)} disabledReason={nothing} />
        <span className={styles.place} role="status">
          {total === null ? '' : count > 0 ? t`${one} of ${total}` : t`0 changes`}
        </span>
        <IconButton glyph="chevron-right" label={t`Next change (N)`} onClick={() => step(1)} disabledReason={nothing} />
      </>,
      into,
    )
  );
}
