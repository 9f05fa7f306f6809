import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';

import { Button, type ButtonProps } from './Button';
import { IconButton } from './IconButton';

/** How long the button says that it copied, in milliseconds. */
const CONFIRMATION_MS = 1_600;

export interface CopyButtonProps {
  /** The text, or how to get it when it is only known on the press (a secret). */
  text: string | (() => Promise<string>);
  /** What is copied, for the accessible name: `Copy receive URL`. */
  label: string;
  /** With it the button shows a word; without it only the glyph. */
  caption?: string;
  variant?: ButtonProps['variant'];
  className?: string | undefined;
}

/** Puts text on the clipboard and says so for a moment. */
export function CopyButton({ text, label, caption, variant, className }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);

  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(null), CONFIRMATION_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : await text());
      setOutcome('copied');
    } catch {
      // The system or the browser may refuse; the text stays selectable beside the button.
      setOutcome('refused');
    }
  };

  const word = outcome === 'copied' ? t`Copied` : outcome === 'refused' ? t`Not allowed` : caption;
  const glyph = outcome === 'copied' ? 'check' : 'copy';
  return (
    <>
      {caption ? (
        <Button variant={variant ?? 'default'} glyph={glyph} onClick={copy} aria-label={label} {...(className && { className })}>
          {word}
        </Button>
      ) : (
        <IconButton glyph={glyph} label={outcome ? (word ?? label) : label} onClick={copy} {...(className && { className })} />
      )}
      <span role="status" className="visually-hidden">
        {outcome === 'copied' ? t`Copied` : outcome === 'refused' ? t`Copying was not allowed` : ''}
      </span>
    </>
  );
}
