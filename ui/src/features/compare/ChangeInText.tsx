import { useInfiniteQuery, useQuery } from '@tanstack/react-query';

import type { Change } from './changes';
import styles from './lines.module.css';
import { LinesBox } from './LinesBox';
import type { Pair } from './pair';
import { linesQuery, rowQuery } from './queries';

interface ChangeInTextProps {
  pair: Pair;
  change: Change;
  /** Both sides beside each other; otherwise in one column. */
  isWide: boolean;
}

/** The lines around a change. Nothing until they are there: the values above say the same in short. */
export function ChangeInText({ pair, change, isWide }: ChangeInTextProps) {
  const lines = useInfiniteQuery(linesQuery(pair, []));
  const row = useQuery(rowQuery(pair, change)).data?.row ?? undefined;
  // Payloads that only differ in white space or the order of keys have nothing to show.
  if (!lines.data?.pages[0]?.changes) return null;
  return (
    <div className={styles.context}>
      <LinesBox pair={pair} lines={lines} isWide={isWide} currentRow={row} />
    </div>
  );
}
