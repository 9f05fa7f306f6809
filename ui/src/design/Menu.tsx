import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement } from 'react';

import { classNames } from './classNames';
import { Glyph, type GlyphName } from './glyphs';
import { Kbd } from './Kbd';
import styles from './Menu.module.css';

export interface MenuEntry {
  label: string;
  glyph?: GlyphName;
  keys?: string;
  /** Why it cannot be chosen now; shown under the label. */
  disabledReason?: string | undefined;
  isDangerous?: boolean;
  onSelect: () => void;
}

export interface MenuProps {
  /** The button that opens it; it must accept a ref and DOM props. */
  trigger: ReactElement<Record<string, unknown>>;
  entries: readonly (MenuEntry | 'separator')[];
  align?: 'start' | 'end';
}

/** A list of actions that opens from a button. */
export function Menu({ trigger, entries, align = 'start' }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={styles.positioner} sideOffset={4} collisionPadding={8} align={align}>
          <Base.Popup className={styles.popup}>
            {entries.map((entry, index) =>
              entry === 'separator' ? (
                <Base.Separator key={`separator-${index}`} className={styles.separator} />
              ) : (
                <Base.Item
                  key={entry.label}
                  disabled={Boolean(entry.disabledReason)}
                  onClick={entry.onSelect}
                  className={classNames(styles.entry, entry.isDangerous && styles.dangerous)}
                >
                  {entry.glyph && <Glyph name={entry.glyph} />}
                  <span className={styles.label}>
                    {entry.label}
                    {entry.disabledReason && <small className={styles.reason}>{entry.disabledReason}</small>}
                  </span>
                  {entry.keys && <Kbd>{entry.keys}</Kbd>}
                </Base.Item>
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
