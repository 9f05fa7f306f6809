import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';

import styles from './Tooltip.module.css';

export interface TooltipProps {
  /** What it says; nothing is shown while it is empty. */
  content: ReactNode;
  side?: 'top' | 'bottom' | 'left' | 'right';
  /** The one element it belongs to; it must accept a ref and DOM props. */
  children: ReactElement<Record<string, unknown>>;
}

/** A short explanation on hover and on keyboard focus. */
export function Tooltip({ content, side = 'top', children }: TooltipProps) {
  return (
    <Base.Root disabled={!content}>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} collisionPadding={8} className={styles.positioner}>
          <Base.Popup className={styles.popup} role="tooltip">
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
