import { Plural, Trans } from '@lingui/react/macro';
import { t } from '@lingui/core/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';

import { problemOf } from '../../data/client';
import { Button } from '../../design/Button';
import { EmptyState } from '../../design/EmptyState';
import { ErrorNotice } from '../../design/ErrorNotice';
import styles from './lines.module.css';
import { LineRows } from './LineRows';
import { Minimap } from './Minimap';
import type { Pair } from './pair';
import { linesQuery } from './queries';
import { Running } from './Running';
import { Steps } from './Steps';

interface LinesViewProps {
  pair: Pair;
  /** Where the steps from change to change stand. */
  steps: HTMLElement | null;
  /** Whether there is room for both sides beside each other. */
  isWide: boolean;
}

/** The lines of two payloads, whatever they are; what is unchanged is folded, and long ones come page by page. */
export function LinesView({ pair, steps, isWide }: LinesViewProps) {
  const lines = useInfiniteQuery(linesQuery(pair));
  const [current, setCurrent] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const head = lines.data?.pages[0];
  const rows = lines.data?.pages.flatMap((page) => page.rows) ?? [];
  const changesAt = head?.changes_at ?? [];
  const currentRow = changesAt[current];
  const left = (head?.total_rows ?? 0) - rows.length;
  const isThere = currentRow !== undefined && currentRow < rows.length;

  const more = useEffectEvent(() => {
    if (lines.hasNextPage && !lines.isFetchingNextPage) void lines.fetchNextPage();
  });
  // What is stepped to may lie pages further down.
  useEffect(() => {
    if (currentRow === undefined) return;
    if (isThere) box.current?.querySelector(`[data-row="${currentRow}"]`)?.scrollIntoView({ block: 'center' });
    else more();
  }, [currentRow, isThere, rows.length]);
  useEffect(() => {
    const element = end.current;
    if (!element) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && more(), { root: box.current, rootMargin: '600px' });
    observer.observe(element);
    return () => observer.disconnect();
  }, [rows.length]);

  if (lines.isError) {
    return (
      <div className={styles.notice}>
        <ErrorNotice problem={problemOf(lines.error)} onRetry={() => void lines.refetch()} />
      </div>
    );
  }
  return (
    <>
      <Running isOn={lines.isFetching} />
      <Steps into={steps} current={Math.min(current, Math.max(changesAt.length - 1, 0))} count={changesAt.length} total={head?.changes ?? null} onStep={setCurrent} />
      {head &&
        (head.changes === 0 ? (
          <EmptyState glyph="check" title={t`Nothing differs`}>
            {head.view === 'pretty' ? <Trans>White space between values does not count.</Trans> : <Trans>Every line is the same.</Trans>}
          </EmptyState>
        ) : (
          <>
            <p className={styles.counts}>
              <span className={styles.removedCount}>
                <Plural value={head.removed} one="− # line" other="− # lines" />
              </span>
              <span className={styles.addedCount}>
                <Plural value={head.added} one="+ # line" other="+ # lines" />
              </span>
            </p>
            <div className={styles.withMap}>
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
              <Minimap changesAt={changesAt} totalRows={head.total_rows} current={current} onStep={setCurrent} />
            </div>
          </>
        ))}
    </>
  );
}
