import { useMemo } from 'react';

import type { LineDifferences, LineRow } from '../../contract';
import { classNames } from '../../design/classNames';
import { FoldedLines } from './FoldedLines';
import { LineText } from './LineText';
import styles from './lines.module.css';
import type { Pair } from './pair';
import { unifiedRows } from './unifiedRows';

interface LineRowsProps {
  rows: readonly LineRow[];
  pair: Pair;
  head: LineDifferences;
  /** Both sides beside each other; otherwise in one column. */
  isWide: boolean;
  /** The row of the change that is stepped to. */
  currentRow: number | undefined;
}

/** Rows of a comparison by lines. */
export function LineRows({ rows, pair, head, isWide, currentRow }: LineRowsProps) {
  const unified = useMemo(() => (isWide ? [] : unifiedRows(rows)), [rows, isWide]);
  const folded = (row: LineRow, at: number) => <FoldedLines key={at} at={at} row={row} pair={pair} head={head} isWide={isWide} />;
  if (isWide) {
    return (
      <div className={styles.wide}>
        {rows.map((row, at) =>
          row.kind === 'folded' ? (
            folded(row, at)
          ) : (
            <div key={at} className={styles.row} data-row={at} data-current={at === currentRow || undefined}>
              <Side row={row} side="left" view={head.view} />
              <Side row={row} side="right" view={head.view} />
            </div>
          ),
        )}
      </div>
    );
  }
  return (
    <div className={styles.unified}>
      {unified.map((one, place) => {
        if (one.kind === 'folded') return folded(one.row, one.at);
        const { sign, line, otherNumber } = one.shown;
        const isNew = sign === '+';
        return (
          <div
            key={place}
            className={classNames(styles.row, sign === '−' && styles.old, isNew && styles.new)}
            data-row={one.at}
            data-current={one.at === currentRow || undefined}
          >
            <span className={styles.number}>{isNew ? '' : line.number}</span>
            <span className={styles.number}>{isNew ? line.number : otherNumber}</span>
            <span className={styles.sign}>{sign}</span>
            <LineText line={line} view={head.view} />
          </div>
        );
      })}
    </div>
  );
}

function Side({ row, side, view }: { row: LineRow; side: 'left' | 'right'; view: LineDifferences['view'] }) {
  const line = row[side];
  const isDifferent = row.kind !== 'same';
  const tint = isDifferent && (side === 'left' ? styles.old : styles.new);
  return (
    <div className={classNames(styles.half, line ? tint : styles.nothing)}>
      {line && (
        <>
          <span className={styles.number}>{line.number}</span>
          <span className={styles.sign}>{isDifferent ? (side === 'left' ? '−' : '+') : ' '}</span>
          <LineText line={line} view={view} />
        </>
      )}
    </div>
  );
}
