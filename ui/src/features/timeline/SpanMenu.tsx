import { t } from '@lingui/core/macro';

import { Menu } from '../../design/Menu';
import { dayAndTime } from '../../design/relativeTime';
import type { Filter } from './filter';
import { readMoment } from './measures';
import { spanOf, usualSpans } from './spans';
import styles from './TimelineHead.module.css';

interface SpanMenuProps {
  filter: Filter;
  /** What is to hold of the time; null for any. */
  onSpan: (span: Filter | null) => void;
}

/** The span of time the list and its histogram show. */
export function SpanMenu({ filter, onSpan }: SpanMenuProps) {
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className={styles.span} aria-label={t`Span of time: ${spanWords(filter)}`}>
          {spanWords(filter)}
          <span aria-hidden="true">▾</span>
        </button>
      }
      entries={[
        ...usualSpans.map((last) => ({ label: t`last ${last}`, onSelect: () => onSpan({ last }) })),
        'separator' as const,
        { label: t`any time`, onSelect: () => onSpan(null) },
      ]}
    />
  );
}

function spanWords(filter: Filter): string {
  if (filter.last) return t`last ${filter.last}`;
  const { since_ms, until_ms } = spanOf(filter);
  const now = Date.now();
  const [since, until] = [since_ms && dayAndTime(since_ms, now), until_ms && dayAndTime(until_ms, now)];
  if (since && until) {
    const isOneDay = new Date(readMoment(filter.after ?? '') ?? 0).toDateString() === new Date(until_ms ?? 0).toDateString();
    return `${since} – ${isOneDay ? (until.split(' ').at(-1) ?? until) : until}`;
  }
  if (since) return t`since ${since}`;
  if (until) return t`until ${until}`;
  return t`any time`;
}
