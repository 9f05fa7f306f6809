import { Checkbox as Base } from '@base-ui/react/checkbox';
import type { ReactNode } from 'react';

import { classNames } from './classNames';
import { Glyph } from './glyphs';
import styles from './Checkbox.module.css';

export interface CheckboxProps {
  isChecked: boolean;
  /** Some of what it stands for is chosen, not all. */
  isPartly?: boolean;
  onCheckedChange: (isChecked: boolean) => void;
  /** The words beside the box; clicking them toggles it too. */
  label: ReactNode;
  /** A quiet number or word at the right end. */
  trailing?: ReactNode;
  className?: string | undefined;
  /** What a screen reader says when the painted label is not enough. */
  'aria-label'?: string;
}

/** Chosen, not chosen, or partly chosen. */
export function Checkbox({
  isChecked,
  isPartly = false,
  onCheckedChange,
  label,
  trailing,
  className,
  ...rest
}: CheckboxProps) {
  return (
    <label className={classNames(styles.row, className)}>
      <Base.Root
        checked={isChecked}
        indeterminate={isPartly}
        onCheckedChange={onCheckedChange}
        aria-label={rest['aria-label']}
        className={styles.box}
      >
        <Base.Indicator className={styles.mark}>
          <Glyph name={isPartly ? 'minus' : 'check'} size={11} className={styles.glyph} />
        </Base.Indicator>
      </Base.Root>
      <span className={styles.label}>{label}</span>
      {trailing !== undefined && <span className={styles.trailing}>{trailing}</span>}
    </label>
  );
}
