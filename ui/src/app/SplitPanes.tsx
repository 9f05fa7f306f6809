import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';

import { Button } from '../design/Button';
import { classNames } from '../design/classNames';
import { INSPECTOR_WIDTH_MIN, LIST_WIDTH_MIN, PANE_HEIGHT_MIN, useLayout } from './layout';
import styles from './SplitPanes.module.css';
import { useIsNarrowerThan } from './useMediaQuery';

/** How far an arrow key moves the edge, as a share of the whole. */
const KEY_STEP = 0.02;

interface SplitPanesProps {
  first: ReactNode;
  second: ReactNode;
  /** Where there is room for one pane only: whether it is the second. */
  isSecondWanted: boolean;
  onBack: () => void;
}

/** Two panes with an edge that can be moved: side by side, one below the other, or one at a time in a narrow window. */
export function SplitPanes({ first, second, isSecondWanted, onBack }: SplitPanesProps) {
  const { isInspectorBelow, inspectorShare, setInspectorShare } = useLayout();
  const isNarrow = useIsNarrowerThan(900);
  const isSingle = useIsNarrowerThan(640);
  const panes = useRef<HTMLDivElement>(null);
  const isBelow = isNarrow || isInspectorBelow;

  if (isSingle) {
    return isSecondWanted ? (
      <div className={styles.single}>
        <div className={styles.back}>
          <Button variant="ghost" glyph="chevron-left" onClick={onBack}>
            <Trans>Back</Trans>
          </Button>
        </div>
        <div className={styles.pane}>{second}</div>
      </div>
    ) : (
      <div className={styles.single}>
        <div className={styles.pane}>{first}</div>
      </div>
    );
  }

  const moveTo = (event: PointerEvent) => {
    const box = panes.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    setInspectorShare(isBelow ? (box.bottom - event.clientY) / box.height : (box.right - event.clientX) / box.width);
  };

  const press = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowLeft: 1, ArrowUp: 1, ArrowRight: -1, ArrowDown: -1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setInspectorShare(inspectorShare + step * KEY_STEP);
  };

  const share = `${(inspectorShare * 100).toFixed(2)}%`;
  const template = isBelow
    ? { gridTemplateRows: `minmax(${PANE_HEIGHT_MIN}px, 1fr) max(${PANE_HEIGHT_MIN}px, ${share})` }
    : { gridTemplateColumns: `minmax(${LIST_WIDTH_MIN}px, 1fr) max(${INSPECTOR_WIDTH_MIN}px, ${share})` };

  return (
    <div ref={panes} className={classNames(styles.panes, isBelow ? styles.below : styles.beside)} style={template}>
      <div className={styles.pane}>{first}</div>
      <div className={styles.pane}>{second}</div>
      <div
        role="separator"
        aria-label={t`Size of the inspector`}
        aria-orientation={isBelow ? 'horizontal' : 'vertical'}
        aria-valuenow={Math.round(inspectorShare * 100)}
        aria-valuemin={20}
        aria-valuemax={75}
        tabIndex={0}
        className={styles.edge}
        style={
          isBelow
            ? { bottom: `max(${PANE_HEIGHT_MIN}px, ${share})` }
            : { right: `max(${INSPECTOR_WIDTH_MIN}px, ${share})` }
        }
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={moveTo}
        onKeyDown={press}
        onDoubleClick={() => setInspectorShare(0.42)}
      />
    </div>
  );
}
