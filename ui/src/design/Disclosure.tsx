import type { ReactNode } from 'react';

import { Glyph } from './glyphs';
import styles from './Disclosure.module.css';

export interface DisclosureProps {
  label: string;
  /** What the folded part holds now, e.g. `timeout 10 s`. */
  summary?: ReactNode;
  isOpenAtFirst?: boolean;
  children: ReactNode;
}

/** Options few people need, folded away. What is inside stays mounted. */
export function Disclosure({ label, summary, isOpenAtFirst = false, children }: DisclosureProps) {
  return (
    <details className={styles.disclosure} open={isOpenAtFirst}>
      <summary className={styles.summary}>
        <span className={styles.chevron}>
          <Glyph name="chevron-right" size={12} />
        </span>
        {label}
        {summary && <span className={styles.note}>{summary}</span>}
      </summary>
      <div className={styles.body}>{children}</div>
    </details>
  );
}
