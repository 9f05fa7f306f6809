import { t } from '@lingui/core/macro';
import { useState } from 'react';

import { type CommandId, commandWords, conflictsOf, isKeyInPlace, shortcutsOf, useChosenShortcuts, usualKeys } from '../../commands';
import { Glyph } from '../../design/glyphs';
import { IconButton } from '../../design/IconButton';
import { Kbd, shortcutText } from '../../design/Kbd';
import { KeyCapture } from './KeyCapture';
import styles from './settings.module.css';

/** A command has so many shortcuts at most; the engine takes no more. */
const KEYS_MAX = 4;

/** One command: its keys, those it shares with others, and the ways to change them. */
export function ShortcutRow({ id, onAssign }: { id: CommandId; onAssign: (keys: readonly string[]) => void }) {
  const chosen = useChosenShortcuts();
  const isChanged = chosen[id] !== undefined;
  const [isListening, setListening] = useState(false);
  const { title } = commandWords(id);
  const keys = shortcutsOf(id, chosen);
  const conflicts = [
    ...conflictsOf(id, chosen).map((other) => commandWords(other).title),
    ...(keys.some(isKeyInPlace) ? [t`keys of lists and forms`] : []),
  ].join(', ');
  return (
    <li className={styles.shortcut}>
      <span className={styles.command}>
        {title}
        {conflicts && (
          <span className={styles.conflict}>
            <Glyph name="warning" size={12} /> {t`Same keys: ${conflicts}`}
          </span>
        )}
      </span>
      <span className={styles.keys}>
        {keys.map((key) => (
          <span key={key} className={styles.keyChip}>
            <Kbd>{key}</Kbd>
            <IconButton
              glyph="close"
              label={t`Take ${shortcutText(key)} away from “${title}”`}
              onClick={() => onAssign(keys.filter((other) => other !== key))}
            />
          </span>
        ))}
        {isListening ? (
          <KeyCapture
            label={t`Press the keys for “${title}”`}
            onKeys={(pressed) => {
              setListening(false);
              if (pressed !== null) onAssign([...keys.filter((other) => other !== pressed), pressed]);
            }}
          />
        ) : (
          <IconButton
            glyph="plus"
            label={t`Add keys for “${title}”`}
            disabledReason={keys.length >= KEYS_MAX ? t`Four shortcuts are enough.` : undefined}
            onClick={() => setListening(true)}
          />
        )}
        <IconButton
          glyph="undo"
          label={t`Usual keys for “${title}”`}
          disabledReason={isChanged ? undefined : t`It has its usual keys.`}
          onClick={() => onAssign(usualKeys(id))}
        />
      </span>
    </li>
  );
}
