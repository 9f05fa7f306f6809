import { plural, t } from '@lingui/core/macro';
import type { MouseEvent } from 'react';

import { countText } from '../../design/formatNumber';
import { Glyph } from '../../design/glyphs';
import styles from './TimelineGrid.module.css';

/** What a row is in a grouped list. */
export interface RowInGroup {
  /** It stands below the newest of its group. */
  isBelow: boolean;
  isOpen: boolean;
  /** Deliveries of the group; 0 for an event without any. */
  count: number;
  /** What the group is called, if it has a name. */
  title: string | undefined;
}

interface GroupCellProps extends RowInGroup {
  onToggle: () => void;
}

/** How many deliveries stand behind a row, and the way to open them. */
export function GroupCell({ isBelow, isOpen, count, title, onToggle }: GroupCellProps) {
  const words = plural(count, { one: '# delivery', other: '# deliveries' });
  const press = (event: MouseEvent) => {
    event.stopPropagation();
    onToggle();
  };
  return (
    <span role="gridcell" className={styles.group} title={isBelow ? undefined : [title, words].filter(Boolean).join(' · ')}>
      {!isBelow && count > 1 ? (
        // The arrow keys do the same for the row, so it is no stop of its own.
        <button type="button" tabIndex={-1} className={styles.opener} aria-label={isOpen ? t`Close` : t({ message: 'Open', context: 'button' })} onClick={press}>
          <Glyph name={isOpen ? 'chevron-down' : 'chevron-right'} size={10} />
        </button>
      ) : (
        <span className={styles.opener} />
      )}
      {!isBelow && title && <span className={styles.name}>{title}</span>}
      {!isBelow && count > 1 && (
        <span className={styles.groupCount}>
          <span aria-hidden="true">{countText(count)}</span>
          <span className="visually-hidden">{words}</span>
        </span>
      )}
    </span>
  );
}
