import type { ReactNode } from 'react';

import { classNames } from './classNames';
import { Glyph, type GlyphName } from './glyphs';
import styles from './CheckedLine.module.css';

export type LineTone = 'good' | 'bad' | 'waiting' | 'neutral';

const glyphOf: Record<LineTone, GlyphName> = { good: 'check', bad: 'warning', waiting: 'sending', neutral: 'info' };

/** One line with a glyph that says how something went; announced when it changes. */
export function CheckedLine({ tone, children }: { tone: LineTone; children: ReactNode }) {
  return (
    <span role="status" className={classNames(styles.line, styles[tone])}>
      <Glyph name={glyphOf[tone]} />
      <span className={styles.text}>{children}</span>
    </span>
  );
}
