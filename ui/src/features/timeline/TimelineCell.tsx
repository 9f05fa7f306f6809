import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import type { EventValue, TimelineRow } from '../../contract';
import { codeText } from '../../design/causeWords';
import { classNames } from '../../design/classNames';
import { Countdown } from '../../design/Countdown';
import { exactTime, fullMoment } from '../../design/exactTime';
import { bytesText } from '../../design/formatBytes';
import { Glyph } from '../../design/glyphs';
import { latencyShare, latencyText } from '../../design/latency';
import { SourceBadge } from '../../design/SourceBadge';
import { StateChip } from '../../design/StateChip';
import type { Column } from './columns';
import styles from './TimelineGrid.module.css';

/** What a row's ids stand for. */
export interface RowNames {
  provider: string | undefined;
  sourceName: string | undefined;
  destinationName: string | undefined;
}

interface TimelineCellProps extends RowNames {
  column: Column;
  row: TimelineRow;
  /** The value of the body that the column shows; undefined until it is read. */
  value: EventValue | null | undefined;
}

/** What one row has in one column. */
export function TimelineCell({ column, row, value, provider, sourceName, destinationName }: TimelineCellProps) {
  switch (column) {
    case 'state':
      return (
        <span role="gridcell" className={styles.state}>
          <StateChip state={row.state} attempts={{ made: row.attempts_made, max: row.attempts_max }} />
        </span>
      );
    case 'received':
      return (
        <span role="gridcell" className={styles.time} title={fullMoment(row.received_at_ms)}>
          {exactTime(row.received_at_ms).slice(0, 8)}
          <span className={styles.milliseconds}>{exactTime(row.received_at_ms).slice(8)}</span>
        </span>
      );
    case 'source':
      return (
        <span role="gridcell" className={styles.source} title={sourceName ?? t`Published through the API`}>
          {provider ? <SourceBadge provider={provider} size={18} /> : <span className={styles.api}>API</span>}
          <span className="visually-hidden">{sourceName ?? t`Published through the API`}</span>
        </span>
      );
    case 'type':
      return (
        <span role="gridcell" className={styles.type} title={row.event_type}>
          <span className={styles.name}>{row.event_type}</span>
          {row.trigger === 'replay' && (
            <span className={styles.replay} title={t`Replayed`}>
              <Glyph name="retrying" size={10} label={t`Replay`} />
            </span>
          )}
          {row.trigger === 'test' && <span className={styles.test}><Trans>test</Trans></span>}
        </span>
      );
    case 'destination':
      return (
        <span role="gridcell" className={styles.destination} title={destinationName}>
          {row.destination_id === null ? '—' : destinationName}
        </span>
      );
    case 'code':
      return (
        <span role="gridcell" className={styles.code}>
          {codeText(row.status, row.error_class)}
        </span>
      );
    case 'latency':
      return (
        <span role="gridcell" className={styles.latency}>
          {row.latency_ms !== null && (
            <>
              {latencyText(row.latency_ms)}
              <i style={{ width: `${latencyShare(row.latency_ms) * 100}%` }} />
            </>
          )}
        </span>
      );
    case 'tries':
      return (
        <span role="gridcell" className={styles.tries}>
          {row.delivery_id === null ? '' : row.attempts_made + (row.state === 'sending' ? 1 : 0)}
        </span>
      );
    case 'next':
      return (
        <span role="gridcell" className={styles.tries}>
          {row.due_at_ms !== null && <Countdown at_ms={row.due_at_ms} />}
        </span>
      );
    case 'size':
      return (
        <span role="gridcell" className={styles.tries}>
          {bytesText(row.body_bytes)}
        </span>
      );
    default:
      return (
        <span
          role="gridcell"
          className={classNames(styles.value, value?.kind === 'number' && styles.number)}
          title={value ? `${value.text}${value.is_cut ? '…' : ''}` : undefined}
        >
          {value === null ? <span className={styles.nothing}>—</span> : value?.text}
        </span>
      );
  }
}
