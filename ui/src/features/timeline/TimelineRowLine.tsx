import { memo, type MouseEvent } from 'react';

import type { TimelineRow } from '../../contract';
import { classNames } from '../../design/classNames';
import type { ValuesOfRow } from './bodyValues';
import type { Column } from './columns';
import { GroupCell } from './GroupCell';
import { type RowNames, TimelineCell } from './TimelineCell';
import styles from './TimelineGrid.module.css';

interface TimelineRowLineProps extends RowNames {
  row: TimelineRow;
  /** Place in the list, from 0. */
  index: number;
  top: number;
  /** The inspector shows it. */
  isSelected: boolean;
  /** Keys begin from it. */
  isAtKeys: boolean;
  isMarked: boolean;
  /** It just came in. */
  isFresh: boolean;
  columns: readonly Column[];
  /** The values of the body that columns show; undefined until they are read. */
  values: ValuesOfRow | undefined;
  /** What it is in a grouped list; undefined in one that is not. */
  isBelow?: boolean | undefined;
  isOpen?: boolean;
  groupCount?: number;
  groupTitle?: string | undefined;
  onToggle?: (row: TimelineRow) => void;
  onPress: (id: string, event: MouseEvent) => void;
}

/** One row of the timeline. */
export const TimelineRowLine = memo(function TimelineRowLine({
  row,
  index,
  top,
  isSelected,
  isAtKeys,
  isMarked,
  isFresh,
  columns,
  values,
  isBelow,
  isOpen = false,
  groupCount = 0,
  groupTitle,
  onToggle,
  onPress,
  ...names
}: TimelineRowLineProps) {
  return (
    <div
      role="row"
      id={rowElementId(row.id)}
      // The header is row 1.
      aria-rowindex={index + 2}
      aria-selected={isSelected || isMarked}
      aria-level={isBelow === undefined ? undefined : isBelow ? 2 : 1}
      aria-expanded={isBelow === false && groupCount > 1 ? isOpen : undefined}
      className={classNames(
        styles.row,
        row.state === 'dead_letter' && styles.deadLetter,
        (row.state === 'unrouted' || row.state === 'cancelled') && styles.muted,
        isBelow && styles.below,
        isFresh && styles.fresh,
        isMarked && styles.marked,
        isSelected && styles.selected,
        isAtKeys && styles.atKeys,
      )}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => onPress(row.id, event)}
    >
      {isBelow !== undefined && (
        <GroupCell
          isBelow={isBelow}
          isOpen={isOpen}
          count={groupCount}
          title={groupTitle}
          onToggle={() => onToggle?.(row)}
        />
      )}
      {columns.map((column) => (
        <TimelineCell
          key={column}
          column={column}
          row={row}
          value={values === undefined ? undefined : (values[column] ?? null)}
          {...names}
        />
      ))}
    </div>
  );
});

/** The id of the element of a row, for `aria-activedescendant`. */
export function rowElementId(id: string): string {
  return `row-${id}`;
}
