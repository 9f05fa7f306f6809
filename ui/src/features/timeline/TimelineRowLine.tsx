import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { memo, type MouseEvent } from 'react';

import type { TimelineRow } from '../../contract';
import { codeText } from '../../design/causeWords';
import { classNames } from '../../design/classNames';
import { exactTime, fullMoment } from '../../design/exactTime';
import { Glyph } from '../../design/glyphs';
import { latencyShare, latencyText } from '../../design/latency';
import { SourceBadge } from '../../design/SourceBadge';
import { StateChip } from '../../design/StateChip';
import styles from './TimelineGrid.module.css';

interface TimelineRowLineProps {
  row: TimelineRow;
  /** Place in the list, from 0. */
  index: number;
  top: number;
  /** The inspector shows it. */
  isSelected: boolean;
  /** Keys begin from it. */
  isAtKeys: boolean;
  isMarked: boolean;
  provider: string | undefined;
  sourceName: string | undefined;
  destinationName: string | undefined;
  onPress: (id: string, event: MouseEvent) => void;
}

/** One row of the timeline. */
export const TimelineRowLine = memo(function TimelineRowLine({
  row,
  index,
  top,
  isSelected,
  isAtKeys,
  isMarked,
  provider,
  sourceName,
  destinationName,
  onPress,
}: TimelineRowLineProps) {
  return (
    <div
      role="row"
      id={rowElementId(row.id)}
      // The header is row 1.
      aria-rowindex={index + 2}
      aria-selected={isSelected || isMarked}
      className={classNames(
        styles.row,
        row.state === 'dead_letter' && styles.deadLetter,
        (row.state === 'unrouted' || row.state === 'cancelled') && styles.muted,
        isMarked && styles.marked,
        isSelected && styles.selected,
        isAtKeys && styles.atKeys,
      )}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => onPress(row.id, event)}
    >
      <span role="gridcell" className={styles.state}>
        <StateChip state={row.state} attempts={{ made: row.attempts_made, max: row.attempts_max }} />
      </span>
      <span role="gridcell" className={styles.time} title={fullMoment(row.received_at_ms)}>
        {exactTime(row.received_at_ms).slice(0, 8)}
        <span className={styles.milliseconds}>{exactTime(row.received_at_ms).slice(8)}</span>
      </span>
      <span role="gridcell" className={styles.source} title={sourceName ?? t`Published through the API`}>
        {provider ? <SourceBadge provider={provider} size={18} /> : <span className={styles.api}>API</span>}
        <span className="visually-hidden">{sourceName ?? t`Published through the API`}</span>
      </span>
      <span role="gridcell" className={styles.type} title={row.event_type}>
        <span className={styles.name}>{row.event_type}</span>
        {row.trigger === 'replay' && (
          <span className={styles.replay} title={t`Replayed`}>
            <Glyph name="retrying" size={10} label={t`Replay`} />
          </span>
        )}
        {row.trigger === 'test' && <span className={styles.test}><Trans>test</Trans></span>}
      </span>
      <span role="gridcell" className={styles.destination} title={destinationName}>
        {row.destination_id === null ? '—' : destinationName}
      </span>
      <span role="gridcell" className={styles.code}>
        {codeText(row.status, row.error_class)}
      </span>
      <span role="gridcell" className={styles.latency}>
        {row.latency_ms !== null && (
          <>
            {latencyText(row.latency_ms)}
            <i style={{ width: `${latencyShare(row.latency_ms) * 100}%` }} />
          </>
        )}
      </span>
      <span role="gridcell" className={styles.tries}>
        {row.delivery_id === null ? '' : row.attempts_made + (row.state === 'sending' ? 1 : 0)}
      </span>
    </div>
  );
});

/** The id of the element of a row, for `aria-activedescendant`. */
export function rowElementId(id: string): string {
  return `row-${id}`;
}
