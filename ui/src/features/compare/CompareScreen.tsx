import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';

import { Button } from '../../design/Button';
import { SegmentedControl } from '../../design/SegmentedControl';
import { pathText } from '../../design/pathText';
import { useLetterKeys } from '../../design/useLetterKeys';
import styles from './compare.module.css';
import { HeadersView } from './HeadersView';
import { LinesView } from './LinesView';
import type { ListMatching, Mode, Pair } from './pair';
import { PayloadCard } from './PayloadCard';
import { StructureView } from './StructureView';
import { useKindOf } from './useKindOf';

interface CompareScreenProps {
  /** Ids of events, whose bodies are compared, of attempts, whose answers are, or of files. */
  pair: Pair;
  mode: Mode;
  /** Patterns of paths whose differences do not count. */
  ignored: readonly string[];
  /** Regular expressions of lines that do not count. */
  ignoredLines: readonly string[];
  arrays: ListMatching;
  /** Of the change to begin with. */
  path: string | undefined;
  /** Whether there is room for both sides beside each other. */
  isWide: boolean;
  onPairChange: (pair: Pair) => void;
  onModeChange: (mode: Mode) => void;
  onIgnoredChange: (ignored: readonly string[]) => void;
  onIgnoredLinesChange: (patterns: readonly string[]) => void;
  onArraysChange: (arrays: ListMatching) => void;
  /** Shows the values at a path, as people write it, among the events of a kind; of all kinds where none is known. */
  onColumn: (path: string, eventType: string | undefined) => void;
  onFilter: (value: string, eventType: string | undefined) => void;
}

/** Two payloads beside each other: by structure, line by line, or their headers. */
export function CompareScreen({
  pair,
  mode,
  ignored,
  ignoredLines,
  arrays,
  path,
  isWide,
  onPairChange,
  onModeChange,
  onIgnoredChange,
  onIgnoredLinesChange,
  onArraysChange,
  onColumn,
  onFilter,
}: CompareScreenProps) {
  const [steps, setSteps] = useState<HTMLElement | null>(null);
  const swap = () => onPairChange({ left: pair.right, right: pair.left });
  useLetterKeys((key, event) => {
    if (key !== 'x' || event.ctrlKey || event.metaKey || event.altKey) return false;
    swap();
    return true;
  });
  const kind = useKindOf(pair);
  const pairKey = `${pair.left} ${pair.right}`;
  return (
    <section className={styles.screen} aria-label={t`Compare`}>
      <header className={styles.head}>
        <h1 className="visually-hidden">{t`Compare`}</h1>
        <PayloadCard side="A" name={pair.left} onChange={(left) => onPairChange({ ...pair, left })} />
        <Button variant="ghost" keys="X" onClick={swap}>
          <Trans>Swap</Trans>
        </Button>
        <PayloadCard side="B" name={pair.right} onChange={(right) => onPairChange({ ...pair, right })} />
        <div className={styles.tools}>
          <SegmentedControl
            aria-label={t`What to compare`}
            value={mode}
            onValueChange={onModeChange}
            options={[
              { value: 'structure', label: t`Structure` },
              { value: 'text', label: t`Text` },
              { value: 'headers', label: t`Headers` },
            ]}
          />
          <div ref={setSteps} className={styles.steps} />
        </div>
      </header>
      {mode === 'structure' ? (
        <StructureView
          key={pairKey}
          pair={pair}
          steps={steps}
          path={path}
          ignored={ignored}
          onIgnoredChange={onIgnoredChange}
          arrays={arrays}
          onArraysChange={onArraysChange}
          isWide={isWide}
          onText={() => onModeChange('text')}
          onColumn={(pointer) => onColumn(pathText(pointer), kind)}
          onFilter={(value) => onFilter(value, kind)}
        />
      ) : mode === 'text' ? (
        <LinesView
          key={pairKey}
          pair={pair}
          steps={steps}
          ignored={ignoredLines}
          onIgnoredChange={onIgnoredLinesChange}
          isWide={isWide}
        />
      ) : (
        <HeadersView key={pairKey} pair={pair} steps={steps} />
      )}
    </section>
  );
}
