import { classNames } from '../../design/classNames';
import { Glyph } from '../../design/glyphs';
import { Kbd } from '../../design/Kbd';
import styles from './CommandPalette.module.css';
import type { PaletteEntry } from './paletteEntry';

interface PaletteOptionProps {
  id: string;
  entry: PaletteEntry;
  /** Indexes of the letters that were meant. */
  letters: readonly number[];
  isActive: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

/** One line of the palette: what it is, what tells it apart or why it cannot be chosen, and its shortcut. */
export function PaletteOption({ id, entry, letters, isActive, onPoint, onChoose }: PaletteOptionProps) {
  const { title, detail, glyph, keys, disabledReason } = entry;
  return (
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      aria-disabled={disabledReason !== undefined || undefined}
      className={classNames(styles.option, isActive && styles.active, disabledReason !== undefined && styles.disabled)}
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onPointerMove={onPoint}
      onClick={onChoose}
    >
      <Glyph name={glyph} className={styles.entryGlyph} />
      <span className={styles.title}>
        <Marked text={title} letters={letters} />
      </span>
      <span className={styles.detail}>{disabledReason ?? detail}</span>
      {keys && <Kbd>{keys}</Kbd>}
    </div>
  );
}

/** A text in which the letters that were meant stand out. */
function Marked({ text, letters }: { text: string; letters: readonly number[] }) {
  const parts: { text: string; isMeant: boolean }[] = [];
  for (const [index, letter] of [...text].entries()) {
    const isMeant = letters.includes(index);
    const last = parts.at(-1);
    if (last?.isMeant === isMeant) last.text += letter;
    else parts.push({ text: letter, isMeant });
  }
  return parts.map((part, index) => (part.isMeant ? <b key={index}>{part.text}</b> : <span key={index}>{part.text}</span>));
}
