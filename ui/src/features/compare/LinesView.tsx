import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { problemOf } from '../../data/client';
import { EmptyState } from '../../design/EmptyState';
import { ErrorNotice } from '../../design/ErrorNotice';
import { IgnoredLines } from './IgnoredLines';
import styles from './lines.module.css';
import { LinesBox } from './LinesBox';
import { Minimap } from './Minimap';
import type { Pair } from './pair';
import { linesQuery } from './queries';
import { Running } from './Running';
import { Steps } from './Steps';

interface LinesViewProps {
  pair: Pair;
  /** Where the steps from change to change stand. */
  steps: HTMLElement | null;
  /** Regular expressions of lines that do not count. */
  ignored: readonly string[];
  onIgnoredChange: (patterns: readonly string[]) => void;
  /** Whether there is room for both sides beside each other. */
  isWide: boolean;
}

/** The lines of two payloads, whatever they are; what is unchanged is folded, and long ones come page by page. */
export function LinesView({ pair, steps, ignored, onIgnoredChange, isWide }: LinesViewProps) {
  const lines = useInfiniteQuery(linesQuery(pair, ignored));
  const [place, setPlace] = useState(0);
  const head = lines.data?.pages[0];
  const changesAt = head?.changes_at ?? [];
  const current = Math.min(place, Math.max(changesAt.length - 1, 0));

  const bar = <IgnoredLines patterns={ignored} count={head?.ignored} onChange={onIgnoredChange} />;

  if (lines.isError) {
    return (
      <>
        {bar}
        <div className={styles.notice}>
          <ErrorNotice problem={problemOf(lines.error)} onRetry={() => void lines.refetch()} />
        </div>
      </>
    );
  }
  return (
    <>
      <Running isOn={lines.isFetching} />
      {bar}
      <Steps into={steps} current={current} count={changesAt.length} total={head?.changes ?? null} onStep={setPlace} />
      {head?.changes === 0 && (
        <EmptyState glyph="check" title={t`Nothing differs`}>
          {head.ignored > 0 ? <Trans>But for the lines that are ignored.</Trans> : head.view === 'pretty' ? <Trans>White space between values does not count.</Trans> : <Trans>Every line is the same.</Trans>}
        </EmptyState>
      )}
      {head && head.changes > 0 && (
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
            <LinesBox pair={pair} lines={lines} isWide={isWide} currentRow={changesAt[current]} />
            <Minimap changesAt={changesAt} totalRows={head.total_rows} current={current} onStep={setPlace} />
          </div>
        </>
      )}
    </>
  );
}
