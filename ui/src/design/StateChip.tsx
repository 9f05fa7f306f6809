import { classNames } from './classNames';
import { Glyph } from './glyphs';
import { type StateName, stateGlyph, stateWord } from './stateWords';
import styles from './StateChip.module.css';

export interface StateChipProps {
  state: StateName;
  /** `text` for lists (glyph and word only), `chip` for headers (tinted). */
  look?: 'text' | 'chip';
  /** Attempts so far and allowed, written behind Retrying: `3/8`. */
  attempts?: { made: number; max: number };
  className?: string | undefined;
}

/** A state as glyph, word and colour, always all three. */
export function StateChip({ state, look = 'text', attempts, className }: StateChipProps) {
  return (
    <span className={classNames(styles.state, styles[state], look === 'chip' && styles.chip, className)}>
      <Glyph name={stateGlyph[state]} />
      {stateWord[state]}
      {attempts && state === 'retrying' && ` ${attempts.made}/${attempts.max}`}
    </span>
  );
}
