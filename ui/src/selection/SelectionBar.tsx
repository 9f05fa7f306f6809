import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';

import { Button } from '../design/Button';
import { countText } from '../design/formatNumber';
import type { Marks } from './marks';
import styles from './SelectionBar.module.css';

interface SelectionBarProps {
  marks: Marks;
  /** How many are marked; null when it is not known. */
  count: number | null;
  onClear: () => void;
  /** What can be done with them: buttons. */
  children: ReactNode;
}

/** The bar below a list while rows of it are marked. */
export function SelectionBar({ marks, count, onClear, children }: SelectionBarProps) {
  return (
    <div className={styles.bar} role="toolbar" aria-label={t`What is selected`}>
      <b role="status">{wordsOf(marks, count)}</b>
      {children}
      <Button variant="ghost" glyph="close" onClick={onClear} className={styles.clear}>
        <Trans>Clear</Trans>
      </Button>
    </div>
  );
}

function wordsOf(marks: Marks, count: number | null): string {
  if (count === null) return t`All matching`;
  const all = countText(count);
  return marks === 'query' ? t`All ${all} matching` : plural(count, { one: '# selected', other: '# selected' });
}
