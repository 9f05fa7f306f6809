import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';

import { Glyph } from '../design/glyphs';
import { platform } from '../platform/platform';
import styles from './IdText.module.css';

const CONFIRMATION_MS = 1_400;

/** An id, shortened; a click copies the whole of it. */
export function IdText({ id }: { id: string }) {
  const shown = shortId(id);
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), CONFIRMATION_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <button
      type="button"
      className={styles.id}
      title={t`Copy ${id}`}
      aria-label={isCopied ? t`Copied: ${shown}` : t`Copy ${shown}`}
      onClick={() =>
        void platform()
          .copyText(id)
          .then(() => setIsCopied(true))
      }
    >
      {shown}
      {isCopied && <Glyph name="check" size={11} />}
    </button>
  );
}

/** The prefix and the last digits: the first ones are the time, and alike for neighbours. */
export function shortId(id: string): string {
  const [, prefix, rest] = /^([a-z]+_)(.+)$/.exec(id) ?? [];
  return prefix && rest && rest.length > 10 ? `${prefix}…${rest.slice(-8)}` : id;
}
