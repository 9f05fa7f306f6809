import type { ReactNode } from 'react';

import { Tooltip } from './Tooltip';
import styles from './Toggle.module.css';

interface ToggleProps {
  /** What it turns on: read aloud, and shown as a tooltip. */
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  /** A sign or two. */
  children: ReactNode;
  /** The children are words of their own, and name it. */
  isNamedByContent?: boolean;
}

/** A small button that stays pressed. */
export function Toggle({ label, isOn, onChange, children, isNamedByContent = false }: ToggleProps) {
  return (
    <Tooltip content={label}>
      <button
        type="button"
        className={styles.toggle}
        aria-label={isNamedByContent ? undefined : label}
        aria-pressed={isOn}
        onClick={() => onChange(!isOn)}
      >
        {children}
      </button>
    </Tooltip>
  );
}
