import type { ReactNode } from 'react';

import styles from './FactLine.module.css';

/** Small facts in one line, apart by dots; wraps where there is little room. */
export function FactLine({ facts }: { facts: readonly ReactNode[] }) {
  const given = facts.filter((fact) => fact !== null && fact !== undefined && fact !== false && fact !== '');
  return (
    <div className={styles.line}>
      {given.map((fact, index) => (
        <span key={index} className={styles.fact}>
          {fact}
        </span>
      ))}
    </div>
  );
}
