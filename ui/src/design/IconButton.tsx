import type { ButtonHTMLAttributes, Ref } from 'react';

import { classNames } from './classNames';
import { Glyph, type GlyphName } from './glyphs';
import { Tooltip } from './Tooltip';
import styles from './IconButton.module.css';

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  glyph: GlyphName;
  /** The name of the action: read aloud, and shown as a tooltip. */
  label: string;
  /** Why it cannot be pressed now; the tooltip says it instead of the label. */
  disabledReason?: string | undefined;
  variant?: 'ghost' | 'default' | 'danger';
  ref?: Ref<HTMLButtonElement>;
}

/** A button with only a glyph. Its label is never optional. */
export function IconButton({
  glyph,
  label,
  disabledReason,
  variant = 'ghost',
  className,
  onClick,
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={disabledReason ? `${label}\n${disabledReason}` : label}>
      <button
        {...rest}
        type={type}
        aria-label={disabledReason ? `${label} – ${disabledReason}` : label}
        aria-disabled={disabledReason ? true : undefined}
        className={classNames(styles.button, styles[variant], className)}
        onClick={disabledReason ? undefined : onClick}
      >
        <Glyph name={glyph} />
      </button>
    </Tooltip>
  );
}
