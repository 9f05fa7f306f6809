import type { InputHTMLAttributes, ReactNode, Ref } from 'react';

import { classNames } from './classNames';
import { useFieldWiring } from './fieldContext';
import styles from './TextInput.module.css';

export interface TextInputProps extends InputHTMLAttributes<HTMLInputElement> {
  /** Set in the mono face: URLs, ids, secrets, codes. */
  isMono?: boolean;
  /** Something fixed in front of the text, e.g. `POST`. */
  prefix?: string;
  /** Something fixed after the text, e.g. a unit or a button. */
  suffix?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

/** One line of text. Inside a Field it takes its label and error from there. */
export function TextInput({ isMono = false, prefix, suffix, className, ...rest }: TextInputProps) {
  const wiring = useFieldWiring();
  return (
    <span className={classNames(styles.box, isMono && styles.mono, className)}>
      {prefix && (
        <span className={styles.fixed} aria-hidden>
          {prefix}
        </span>
      )}
      <input type="text" spellCheck={false} autoComplete="off" {...wiring} {...rest} className={styles.input} />
      {suffix && <span className={styles.fixed}>{suffix}</span>}
    </span>
  );
}
