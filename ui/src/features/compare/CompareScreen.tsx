import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { problemOf } from '../../data/client';
import { Button } from '../../design/Button';
import { CopyButton } from '../../design/CopyButton';
import { EmptyState } from '../../design/EmptyState';
import { ErrorNotice } from '../../design/ErrorNotice';
import { IconButton } from '../../design/IconButton';
import { useLetterKeys } from '../../design/useLetterKeys';
import { ChangeList } from './ChangeList';
import { type Change, grouped } from './changes';
import { ChangeValues } from './ChangeValues';
import styles from './compare.module.css';
import { ignoringPattern } from './changeWords';
import { PayloadCard } from './PayloadCard';
import { comparisonQuery } from './queries';

interface CompareScreenProps {
  /** Ids of events, whose bodies are compared, or of attempts, whose answers are. */
  left: string;
  right: string;
  /** Patterns of paths whose differences do not count. */
  ignored: readonly string[];
  onSwap: () => void;
  onIgnoredChange: (ignored: readonly string[]) => void;
}

/** Two payloads side by side: the paths that changed, and what stands there on each side. */
export function CompareScreen({ left, right, ignored, onSwap, onIgnoredChange }: CompareScreenProps) {
  const comparison = useQuery(comparisonQuery(left, right, ignored));
  const [place, setPlace] = useState(0);
  const changes = grouped(comparison.data?.changes ?? []);
  const current = Math.min(place, Math.max(changes.length - 1, 0));
  const total = comparison.data ? countOf(comparison.data) : 0;
  const step = (by: number) => {
    if (changes.length > 0) setPlace((current + by + changes.length) % changes.length);
  };
  const ignore = ({ path }: Change) => onIgnoredChange([...new Set([...ignored, ignoringPattern(path)])]);

  useLetterKeys((key, event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (key === 'n') step(1);
    else if (key === 'p') step(-1);
    else if (key === 'x') onSwap();
    else return false;
    return true;
  });

  const patch = comparison.data?.patch;
  const one = current + 1;
  const nothing = changes.length === 0 ? t`Nothing differs.` : undefined;
  return (
    <section className={styles.screen} aria-label={t`Compare`}>
      <header className={styles.head}>
        <h1 className="visually-hidden">{t`Compare`}</h1>
        <PayloadCard side="A" id={left} />
        <Button variant="ghost" keys="X" onClick={onSwap}>
          <Trans>Swap</Trans>
        </Button>
        <PayloadCard side="B" id={right} />
        <div className={styles.steps}>
          <IconButton glyph="chevron-left" label={t`Previous change (P)`} onClick={() => step(-1)} disabledReason={nothing} />
          <span className={styles.place} role="status">
            {changes.length > 0 ? t`${one} of ${total}` : comparison.data ? t`0 changes` : ''}
          </span>
          <IconButton glyph="chevron-right" label={t`Next change (N)`} onClick={() => step(1)} disabledReason={nothing} />
        </div>
      </header>
      {comparison.isFetching && <div className={styles.running} role="progressbar" aria-label={t`Comparing`} />}
      {comparison.isError ? (
        <div className={styles.notice}>
          <ErrorNotice problem={problemOf(comparison.error)} onRetry={() => void comparison.refetch()} />
        </div>
      ) : comparison.data ? (
        <div className={styles.panes}>
          <aside className={styles.paths} aria-label={t`Changed paths`}>
            <ChangeList changes={changes} current={current} onCurrentChange={setPlace} />
            <Ignored patterns={ignored} count={comparison.data.ignored.length} onChange={onIgnoredChange} />
            {changes.length > 0 &&
              (typeof patch === 'string' ? (
                <CopyButton text={patch} label={t`Copy as JSON Patch`} caption={t`Copy as JSON Patch`} className={styles.patch} />
              ) : (
                <Button glyph="copy" className={styles.patch} disabledReason={t`There are too many changes for one patch.`}>
                  <Trans>Copy as JSON Patch</Trans>
                </Button>
              ))}
          </aside>
          {changes[current] ? (
            <ChangeValues key={changes[current].path} change={changes[current]} onIgnore={ignore} />
          ) : (
            <EmptyState glyph="check" title={t`Nothing differs`}>
              {ignored.length > 0 ? (
                <Trans>But for the paths that are ignored. The order of keys does not count.</Trans>
              ) : (
                <Trans>The order of keys does not count; numbers are compared as they are written.</Trans>
              )}
            </EmptyState>
          )}
        </div>
      ) : null}
    </section>
  );
}

function countOf(counts: { added: number; removed: number; type_changed: number; value_changed: number }): number {
  return counts.added + counts.removed + counts.type_changed + counts.value_changed;
}

interface IgnoredProps {
  patterns: readonly string[];
  /** Differences that do not count because of them. */
  count: number;
  onChange: (patterns: readonly string[]) => void;
}

/** What is ignored, each to be taken back. */
function Ignored({ patterns, count, onChange }: IgnoredProps) {
  if (patterns.length === 0) return null;
  return (
    <section aria-label={t`Ignored`}>
      <h2 className={styles.group}>
        <Trans>Ignored</Trans>
        <span>{count}</span>
      </h2>
      <ul className={styles.chips}>
        {patterns.map((pattern) => (
          <li key={pattern} className={styles.chip}>
            <code>{pattern}</code>
            <IconButton
              glyph="close"
              label={t`Do not ignore ${pattern}`}
              onClick={() => onChange(patterns.filter((other) => other !== pattern))}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
