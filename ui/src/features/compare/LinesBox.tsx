import { t } from '@lingui/core/macro';
import { Plural } from '@lingui/react/macro';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';

import type { LineDifferences } from '../../contract';
import { Button } from '../../design/Button';
import styles from './lines.module.css';
import { LineRows } from './LineRows';
import type { Pair } from './pair';

interface LinesBoxProps {
  pair: Pair;
  /** Its first page is there. */
  lines: Pick<UseInfiniteQueryResult<{ pages: LineDifferences[] }>, 'data' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
  /** Both sides beside each other; otherwise in one column. */
  isWide: boolean;
  /** The row to show. */
  currentRow: number | undefined;
}

/** Rows of a comparison by lines in a box that scrolls; more of them come when its end is near. */
export function LinesBox({ pair, lines, isWide, currentRow }: LinesBoxProps) {
  const box = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const head = lines.data?.pages[0];
  const rows = lines.data?.pages.flatMap((page) => page.rows) ?? [];
  const left = (head?.total_rows ?? 0) - rows.length;
  const isThere = currentRow !== undefined && currentRow < rows.length;

  const more = useEffectEvent(() => {
    if (lines.hasNextPage && !lines.isFetchingNextPage) void lines.fetchNextPage();
  });
  // What is stepped to may lie pages further down.
  useEffect(() => {
    if (currentRow === undefined) return;
    if (isThere && box.current) showInMiddle(box.current, `[data-row="${currentRow}"]`);
    else more();
  }, [currentRow, isThere, rows.length]);
  useEffect(() => {
    const element = end.current;
    if (!element) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && more(), { root: box.current, rootMargin: '600px' });
    observer.observe(element);
    return () => observer.disconnect();
  }, [rows.length]);

  if (!head) return null;
  return (
    <div ref={box} className={styles.box} tabIndex={0} role="region" aria-label={t`Lines`}>
      <LineRows rows={rows} pair={pair} head={head} isWide={isWide} currentRow={currentRow} />
      <div ref={end} className={styles.end}>
        {left > 0 && (
          <Button isBusy={lines.isFetchingNextPage} onClick={more}>
            <Plural value={left} one="# more row" other="# more rows" />
          </Button>
        )}
      </div>
    </div>
  );
}

/** Scrolls the box, and nothing around it, so that an element stands in its middle. */
function showInMiddle(box: HTMLElement, selector: string) {
  const element = box.querySelector(selector);
  if (!element) return;
  const [room, place] = [box.getBoundingClientRect(), element.getBoundingClientRect()];
  box.scrollTop += place.top - room.top - (room.height - place.height) / 2;
}
