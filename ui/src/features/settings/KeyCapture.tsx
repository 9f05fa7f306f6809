import { t } from '@lingui/core/macro';
import { type KeyboardEvent, useEffect, useRef } from 'react';

import { shortcutOf } from '../../commands';
import styles from './settings.module.css';

interface KeyCaptureProps {
  /** What is to be pressed, and for what. */
  label: string;
  /** The shortcut that was pressed; null when nothing was chosen. */
  onKeys: (keys: string | null) => void;
}

/** Listens for one shortcut. Escape and going elsewhere choose none. */
export function KeyCapture({ label, onKeys }: KeyCaptureProps) {
  const field = useRef<HTMLButtonElement>(null);
  useEffect(() => field.current?.focus(), []);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return;
    // Whatever it is, it does nothing else now.
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return onKeys(null);
    const keys = shortcutOf(event.nativeEvent);
    if (keys !== null) onKeys(keys);
  };
  return (
    <button ref={field} type="button" className={styles.capture} aria-label={label} onKeyDown={press} onBlur={() => onKeys(null)}>
      {t`Press keys…`}
    </button>
  );
}
