import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { problemOf } from '../../data/client';
import { Button } from '../../design/Button';
import { CopyButton } from '../../design/CopyButton';
import { EmptyState } from '../../design/EmptyState';
import { ErrorNotice } from '../../design/ErrorNotice';
import { Select } from '../../design/Select';
import { ChangeInText } from './ChangeInText';
import { ChangeList } from './ChangeList';
import { type Change, changeKey, countOf, grouped } from './changes';
import { ChangeValues } from './ChangeValues';
import styles from './compare.module.css';
import { ignoringPattern } from './changeWords';
import { Ignored } from './Ignored';
import type { ListMatching, Pair } from './pair';
import { comparisonQuery } from './queries';
import { Running } from './Running';
import { Steps } from './Steps';

interface StructureViewProps {
  pair: Pair;
  /** Where the steps from change to change stand. */
  steps: HTMLElement | null;
  /** Of the change to begin with. */
  path: string | undefined;
  /** Patterns of paths whose differences do not count. */
  ignored: readonly string[];
  onIgnoredChange: (ignored: readonly string[]) => void;
  arrays: ListMatching;
  onArraysChange: (arrays: ListMatching) => void;
  /** Whether there is room for both sides beside each other. */
  isWide: boolean;
  onText: () => void;
  onColumn: (path: string) => void;
  onFilter: (value: string) => void;
}

/** The paths of two JSON payloads that changed, and what stands there on each side. */
export function StructureView({ pair, steps, path, ignored, onIgnoredChange, arrays, onArraysChange, isWide, onText, onColumn, onFilter }: StructureViewProps) {
  const comparison = useQuery(comparisonQuery(pair, ignored, arrays));
  const [place, setPlace] = useState<number | null>(null);
  const changes = grouped(comparison.data?.changes ?? []);
  const begin = Math.max(0, changes.findIndex((change) => change.path === path));
  const current = Math.min(place ?? begin, Math.max(changes.length - 1, 0));
  const shown = changes[current];
  const ignore = ({ path }: Change) => onIgnoredChange([...new Set([...ignored, ignoringPattern(path)])]);
  const patch = comparison.data?.patch;

  if (comparison.isError) {
    const problem = problemOf(comparison.error);
    return (
      <div className={styles.notice}>
        <ErrorNotice problem={problem} onRetry={() => void comparison.refetch()} />
        {problem.code === 'not_json' && (
          <Button onClick={onText}>
            <Trans>Compare as text</Trans>
          </Button>
        )}
      </div>
    );
  }
  return (
    <>
      <Running isOn={comparison.isFetching} />
      <Steps
        into={steps}
        current={current}
        count={changes.length}
        total={comparison.data ? countOf(comparison.data) : null}
        onStep={setPlace}
      />
      {comparison.data && (
        <div className={styles.panes}>
          <aside className={styles.paths} aria-label={t`Changed paths`}>
            <Select
              size="button"
              className={styles.lists}
              aria-label={t`Elements of lists`}
              leading={t`Lists`}
              value={arrays}
              onValueChange={onArraysChange}
              options={[
                { value: 'key', label: t`by key`, note: t`Elements with the same id belong together.` },
                { value: 'any_order', label: t`in any order`, note: t`As by key; moved ones do not count.` },
                { value: 'index', label: t`by place`, note: t`The first with the first.` },
              ]}
            />
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
          {shown ? (
            <div className={styles.changed}>
              <ChangeValues key={changeKey(shown)} change={shown} eventId={pair.right} onIgnore={ignore} onColumn={({ path, rightPath }) => onColumn(rightPath ?? path)} onFilter={onFilter} />
              <ChangeInText pair={pair} change={shown} isWide={isWide} />
            </div>
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
      )}
    </>
  );
}
