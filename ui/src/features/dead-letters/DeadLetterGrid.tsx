import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type KeyboardEvent, useRef, useState } from 'react';

import type { DeadLetter } from '../../contract';
import { useDestinations } from '../../data/destinations';
import { Button } from '../../design/Button';
import { classNames } from '../../design/classNames';
import { fullMoment } from '../../design/exactTime';
import { Glyph } from '../../design/glyphs';
import { timeSince } from '../../design/relativeTime';
import { useLetterKeys } from '../../design/useLetterKeys';
import { useNow } from '../../design/useNow';
import { isMarked, type Marks, toggled } from '../../selection/marks';
import styles from './deadLetters.module.css';
import { reasonText, timeLeftText } from './reasonWords';

interface DeadLetterGridProps {
  rows: readonly DeadLetter[];
  /** How many there are in all. */
  total: number;
  hasMore: boolean;
  onMore: () => void;
  marks: Marks;
  onMarks: (marks: Marks) => void;
  selected: string | null;
  onSelect: (id: string) => void;
  /** Enter: go on to what the row shows. */
  onOpen: () => void;
}

/** Dead letters, a row for each; rows can be marked for what is done with many. */
export function DeadLetterGrid({
  rows,
  total,
  hasMore,
  onMore,
  marks,
  onMarks,
  selected,
  onSelect,
  onOpen,
}: DeadLetterGridProps) {
  const grid = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState<string | null>(selected);
  const names = new Map((useDestinations().data ?? []).map(({ id, name }) => [id, name]));
  const now_ms = useNow();
  const at = rows.findIndex(({ id }) => id === (cursor ?? selected));

  const move = (key: string, isMarking: boolean): boolean => {
    const steps: Record<string, number> = { ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, Home: 0, End: rows.length - 1 };
    const to = steps[key];
    const row = to === undefined ? undefined : rows[Math.min(Math.max(to, 0), rows.length - 1)];
    if (!row) return false;
    if (isMarking) {
      const here = rows[at]?.id;
      let next = marks === 'query' ? toggled(marks, row.id) : marks;
      for (const id of [here, row.id]) if (id !== undefined && !isMarked(next, id)) next = toggled(next, id);
      onMarks(next);
    }
    setCursor(row.id);
    // While rows are marked the inspector stays as it is; it would jump with every step.
    if (selected !== null && !isMarking) onSelect(row.id);
    document.getElementById(rowId(row.id))?.scrollIntoView({ block: 'nearest' });
    if (hasMore && to !== undefined && to > rows.length - 20) onMore();
    return true;
  };

  useLetterKeys((key, event) => (key === 'j' || key === 'k') && !event.shiftKey && move(key, false));

  const press = (event: KeyboardEvent) => {
    const isMod = event.metaKey || event.ctrlKey;
    if (event.altKey) return;
    const row = rows[at];
    if (isMod && event.key.toLowerCase() === 'a') onMarks('query');
    else if (isMod) return;
    else if (event.key === ' ' && row) onMarks(toggled(marks, row.id));
    else if (event.key === 'Enter' && row) {
      onSelect(row.id);
      onOpen();
    } else if (!move(event.key, event.shiftKey)) return;
    event.preventDefault();
  };

  return (
    <div
      ref={grid}
      role="grid"
      aria-label={t`Dead letters`}
      aria-multiselectable
      aria-rowcount={total + 1}
      aria-activedescendant={at >= 0 ? rowId(rows[at]?.id ?? '') : undefined}
      tabIndex={0}
      className={styles.grid}
      onKeyDown={press}
    >
      <div role="row" aria-rowindex={1} className={styles.header}>
        <span role="columnheader">
          <span className="visually-hidden">
            <Trans>Marked</Trans>
          </span>
        </span>
        <span role="columnheader">
          <Trans>Event type</Trans>
        </span>
        <span role="columnheader" className={styles.destination}>
          <Trans>Destination</Trans>
        </span>
        <span role="columnheader">
          <Trans>Reason</Trans>
        </span>
        <span role="columnheader">
          <Trans>Gave up</Trans>
        </span>
        <span role="columnheader" className={styles.expires}>
          <Trans>Expires in</Trans>
        </span>
      </div>
      <div
        role="rowgroup"
        className={styles.rows}
        onScroll={({ currentTarget: box }) => {
          if (hasMore && box.scrollTop + box.clientHeight > box.scrollHeight - 600) onMore();
        }}
      >
        {rows.map((row, index) => (
          <div
            key={row.id}
            role="row"
            id={rowId(row.id)}
            aria-rowindex={index + 2}
            aria-selected={isMarked(marks, row.id)}
            className={classNames(
              styles.row,
              isMarked(marks, row.id) && styles.marked,
              row.id === selected && styles.selected,
              index === at && styles.cursor,
            )}
            onClick={() => {
              setCursor(row.id);
              onSelect(row.id);
              grid.current?.focus({ preventScroll: true });
            }}
          >
            <span
              role="gridcell"
              className={styles.mark}
              onClick={(event) => {
                event.stopPropagation();
                setCursor(row.id);
                onMarks(toggled(marks, row.id));
              }}
            >
              <span className={styles.box}>{isMarked(marks, row.id) && <Glyph name="check" size={10} />}</span>
            </span>
            <span role="gridcell" title={row.event_type}>
              {row.event_type}
            </span>
            <span role="gridcell" className={classNames(styles.quiet, styles.destination)}>
              {names.get(row.destination_id) ?? t`A deleted destination`}
            </span>
            <span role="gridcell" className={styles.reason} title={reasonText(row.reason)}>
              {reasonText(row.reason)}
            </span>
            <span role="gridcell" className={styles.quiet} title={fullMoment(row.concluded_at_ms ?? row.created_at_ms)}>
              {timeSince(row.concluded_at_ms ?? row.created_at_ms, now_ms)}
            </span>
            <span role="gridcell" className={classNames(styles.quiet, styles.expires)}>
              {row.expires_at_ms === null ? t`never` : timeLeftText(row.expires_at_ms - now_ms)}
            </span>
          </div>
        ))}
        {hasMore && (
          <div className={styles.more}>
            <Button variant="ghost" onClick={onMore}>
              <Trans>Show more</Trans>
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

function rowId(id: string): string {
  return `row-${id}`;
}
