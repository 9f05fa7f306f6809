import { Plural } from '@lingui/react/macro';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';

import type { LineDifferences, LineRow } from '../../contract';
import { windowOfBodyQuery } from '../../inspector';
import { LineText } from './LineText';
import styles from './lines.module.css';
import type { Pair } from './pair';

/** Lines that one press unfolds. */
const STEP = 200;

interface FoldedLinesProps {
  /** Number of the row. */
  at: number;
  row: LineRow;
  pair: Pair;
  head: LineDifferences;
  isWide: boolean;
}

/** Unchanged lines; a press shows them, the first ones of very many. */
export function FoldedLines({ at, row, pair, head, isWide }: FoldedLinesProps) {
  const [shown, setShown] = useState(0);
  const total = row.folded ?? 0;
  const first = (row.left?.number ?? 1) - 1;
  const shift = (row.right?.number ?? 1) - 1 - first;
  const windows = useQueries({
    queries: Array.from({ length: Math.ceil(shown / STEP) }, (_, step) =>
      windowOfBodyQuery(pair.left, head.left_charset, { view: head.view, first: first + step * STEP, count: Math.min(STEP, total - step * STEP) }),
    ),
  });
  const lines = windows.flatMap((window) => window.data?.lines ?? []);
  const left = total - lines.length;
  return (
    <>
      {lines.map(({ number, text, cut_bytes }) => {
        const line = { number, text, cut_bytes, parts: [] };
        const other = number + shift;
        return isWide ? (
          <div key={number} className={styles.row}>
            {[number, other].map((shownNumber, side) => (
              <div key={side} className={styles.half}>
                <span className={styles.number}>{shownNumber}</span>
                <span className={styles.sign}> </span>
                <LineText line={line} view={head.view} />
              </div>
            ))}
          </div>
        ) : (
          <div key={number} className={styles.row}>
            <span className={styles.number}>{number}</span>
            <span className={styles.number}>{other}</span>
            <span className={styles.sign}> </span>
            <LineText line={line} view={head.view} />
          </div>
        );
      })}
      {left > 0 && (
        <button type="button" className={styles.fold} data-row={at} onClick={() => setShown(Math.min(total, shown + STEP))}>
          <Plural value={left} one="# unchanged line" other="# unchanged lines" />
        </button>
      )}
    </>
  );
}
