import { type ButtonHTMLAttributes, type MouseEvent, type ReactNode, type Ref, useId } from 'react';

import { classNames } from './classNames';
import { Glyph, type GlyphName } from './glyphs';
import { Kbd } from './Kbd';
import { Tooltip } from './Tooltip';
import styles from './Button.module.css';

export type ButtonVariant = 'default' | 'primary' | 'ghost' | 'danger';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  variant?: ButtonVariant;
  glyph?: GlyphName;
  /** The keys that do the same, shown inside the button. */
  keys?: string;
  /**
   * Why it cannot be pressed now. The button stays focusable, says the reason in a tooltip and to a screen
   * reader, and ignores clicks. Only a submit button lets the press through to its form, which then shows what
   * is missing.
   */
  disabledReason?: string | undefined;
  /** Work is under way: clicks are ignored, the word stays. */
  isBusy?: boolean;
  children?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** A push button. A button that cannot be pressed says why. */
export function Button({
  variant = 'default',
  glyph,
  keys,
  disabledReason,
  isBusy = false,
  className,
  onClick,
  type = 'button',
  children,
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const isInert = Boolean(disabledReason) || isBusy;

  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (isInert) {
      if (isBusy || type !== 'submit') event.preventDefault();
      return;
    }
    onClick?.(event);
  };

  const button = (
    <button
      {...rest}
      type={type}
      className={classNames(styles.button, styles[variant], className)}
      aria-disabled={isInert || undefined}
      aria-busy={isBusy || undefined}
      aria-describedby={disabledReason ? reasonId : rest['aria-describedby']}
      onClick={press}
    >
      {isBusy ? <Glyph name="sending" /> : glyph && <Glyph name={glyph} />}
      {children}
      {keys && <Kbd className={styles.keys}>{keys}</Kbd>}
      {disabledReason && (
        <span id={reasonId} hidden>
          {disabledReason}
        </span>
      )}
    </button>
  );
  return disabledReason ? <Tooltip content={disabledReason}>{button}</Tooltip> : button;
}
