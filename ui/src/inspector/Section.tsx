import type { ReactNode } from 'react';

import styles from './Section.module.css';

/** A titled part of an inspector tab. */
export function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </section>
  );
}

/** The parts of a tab, one under the other. */
export function SectionStack({ children }: { children: ReactNode }) {
  return <div className={styles.stack}>{children}</div>;
}
