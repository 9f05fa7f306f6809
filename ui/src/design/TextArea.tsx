import type { Ref, TextareaHTMLAttributes } from 'react';

import { classNames } from './classNames';
import { useFieldWiring } from './fieldContext';
import styles from './TextArea.module.css';

export interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  isMono?: boolean;
  ref?: Ref<HTMLTextAreaElement>;
}

/** Several lines of text. Inside a Field it takes its label and error from there. */
export function TextArea({ isMono = false, className, rows = 3, ...rest }: TextAreaProps) {
  const wiring = useFieldWiring();
  return (
    <textarea
      spellCheck={false}
      rows={rows}
      {...wiring}
      {...rest}
      className={classNames(styles.area, isMono && styles.mono, className)}
    />
  );
}
