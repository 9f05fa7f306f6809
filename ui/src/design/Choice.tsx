import { createContext, type ReactNode, useContext, useId } from 'react';

import { classNames } from './classNames';
import styles from './Choice.module.css';

interface ChoiceGroupState {
  name: string;
  value: string | null;
  choose: (value: string) => void;
}

const ChoiceGroupContext = createContext<ChoiceGroupState | null>(null);

export interface ChoiceGroupProps {
  /** The chosen value, or null while nothing is chosen. */
  value: string | null;
  onValueChange: (value: string) => void;
  'aria-label': string;
  'aria-describedby'?: string | undefined;
  isInvalid?: boolean;
  /** `chips` flow one after another; `cards` fill a grid. */
  layout?: 'chips' | 'cards';
  children: ReactNode;
}

/** Choices as chips or cards, one of which is chosen. Arrow keys move between them. */
export function ChoiceGroup({
  value,
  onValueChange,
  isInvalid = false,
  layout = 'chips',
  children,
  ...rest
}: ChoiceGroupProps) {
  const name = useId();
  return (
    <ChoiceGroupContext value={{ name, value, choose: onValueChange }}>
      <div role="radiogroup" aria-invalid={isInvalid || undefined} className={styles[layout]} {...rest}>
        {children}
      </div>
    </ChoiceGroupContext>
  );
}

export interface ChoiceProps {
  value: string;
  /** A badge, a dot or a glyph in front. */
  leading?: ReactNode;
  label: ReactNode;
  /** A quieter remark; beside the label on a chip, under it on a card. */
  note?: ReactNode;
  isMono?: boolean;
}

/** One choice of a ChoiceGroup. */
export function Choice({ value, leading, label, note, isMono = false }: ChoiceProps) {
  const group = useContext(ChoiceGroupContext);
  if (!group) throw new Error('a Choice stands inside a ChoiceGroup');
  return (
    <label className={styles.choice}>
      <input
        type="radio"
        className="visually-hidden"
        name={group.name}
        value={value}
        checked={group.value === value}
        onChange={() => group.choose(value)}
      />
      {leading}
      <span className={classNames(styles.label, isMono && 'mono')}>{label}</span>
      {note && <small className={styles.note}>{note}</small>}
    </label>
  );
}
