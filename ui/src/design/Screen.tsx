import type { ReactNode } from 'react';

import styles from './Screen.module.css';

export interface ScreenProps {
  title: string;
  /** Where it leads back to, in front of the title. */
  back?: ReactNode;
  /** One sentence beside the title: how many, or what this is. */
  summary?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A whole screen of the main area: a title row that stays, and content that scrolls. */
export function Screen({ title, back, summary, actions, children }: ScreenProps) {
  return (
    <section className={styles.screen} aria-label={title}>
      <header className={styles.head}>
        <div className={styles.title}>
          {back}
          <h1>{title}</h1>
        </div>
        {summary && <span className={styles.summary}>{summary}</span>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
