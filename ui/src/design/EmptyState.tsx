import type { ReactNode } from 'react';

import { Glyph, type GlyphName } from './glyphs';
import styles from './EmptyState.module.css';

export interface EmptyStateProps {
  glyph?: GlyphName;
  title: string;
  children?: ReactNode;
  /** What to do next. */
  actions?: ReactNode;
}

/** What a place shows when it has nothing to show yet. */
export function EmptyState({ glyph, title, children, actions }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {glyph && (
        <span className={styles.glyph}>
          <Glyph name={glyph} size={22} />
        </span>
      )}
      <h2 className={styles.title}>{title}</h2>
      {children && <div className={styles.text}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
