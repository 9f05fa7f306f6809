import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';

import { CopyButton } from './CopyButton';
import styles from './CopyLine.module.css';

export interface CopyLineProps {
  label: string;
  /** The text shown and copied. */
  value: string;
  /** How to get the text to copy when what is shown is not it (a masked secret). */
  copy?: (() => Promise<string>) | undefined;
  /** Further small buttons in front of Copy. */
  controls?: ReactNode;
}

/** A value to be pasted somewhere else, with its name and a copy button. */
export function CopyLine({ label, value, copy, controls }: CopyLineProps) {
  return (
    <div className={styles.line}>
      <span className={styles.label}>{label}</span>
      <span className={styles.box}>
        <span className={styles.value} title={value}>
          {value}
        </span>
        {controls}
        <CopyButton text={copy ?? value} label={t`Copy ${label}`} />
      </span>
    </div>
  );
}
