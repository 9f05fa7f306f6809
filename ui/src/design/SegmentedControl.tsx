import { useId } from 'react';

import { classNames } from './classNames';
import styles from './SegmentedControl.module.css';

export interface SegmentedControlProps<Value extends string> {
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
  /** Names the group. */
  'aria-label': string;
  className?: string | undefined;
}

/** A few choices that exclude each other, all visible. Arrow keys move between them. */
export function SegmentedControl<Value extends string>({
  value,
  onValueChange,
  options,
  className,
  ...rest
}: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={rest['aria-label']} className={classNames(styles.group, className)}>
      {options.map((option) => (
        <label key={option.value} className={styles.segment}>
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValueChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
