import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';

import type { Counts, Overview } from '../../contract';
import { useHistogram } from '../../data/histogram';
import { useOverview } from '../../data/overview';
import { Dot } from '../../design/Dot';
import { countText } from '../../design/formatNumber';
import { Glyph } from '../../design/glyphs';
import { latencyText } from '../../design/latency';
import { percentText } from '../../design/percent';
import { useLetterKeys } from '../../design/useLetterKeys';
import { type Filter, withSpan } from './filter';
import { Histogram } from './Histogram';
import type { LiveRowsState } from './liveRows';
import { SpanMenu } from './SpanMenu';
import { filterOfRange, type Range, shifted, spanOf } from './spans';
import styles from './TimelineHead.module.css';

interface TimelineHeadProps {
  filter: Filter;
  /** The filter without its time, or with another. */
  onFilterChange: (filter: Filter) => void;
  /** What chooses how rows are shown. */
  menu?: ReactNode;
  live: Pick<LiveRowsState, 'isFollowing' | 'newCount' | 'isNewCountMore'>;
  onFollow: () => void;
  onPause: () => void;
}

/** The figures of the workspace, its last hour, and whether the list moves. */
export function TimelineHead({ filter, onFilterChange, menu, live, onFollow, onPause }: TimelineHeadProps) {
  const { data: overview } = useOverview();
  const { data: histogram } = useHistogram(spanOf(filter));
  const setSpan = (span: Filter | null) => onFilterChange(withSpan(filter, span));
  const range = rangeOf(histogram);
  useLetterKeys((key) => {
    if ((key !== '[' && key !== ']') || !range) return false;
    setSpan(filterOfRange(shifted(range, key === '[' ? -1 : 1)));
    return true;
  });
  return (
    <div className={styles.head}>
      <div className={styles.figures}>
        {overview && (
          <>
            <b>{deliveriesText(overview.counts)}</b>
            {overview.success_percent !== null && <span className={styles.success}>{t`${percentText(overview.success_percent)} delivered`}</span>}
            {overview.p95_ms !== null && (
              <span className={styles.latency} title={t`95 of 100 answers came within this time`}>p95 {latencyText(overview.p95_ms)}</span>
            )}
          </>
        )}
        <SpanMenu filter={filter} onSpan={setSpan} />
        {menu}
        {live.isFollowing ? (
          <button type="button" className={styles.following} onClick={onPause} title={t`Stop moving (F)`}>
            <Dot tone="good" />
            <Trans>Following</Trans>
          </button>
        ) : (
          <button type="button" className={styles.paused} onClick={onFollow} title={t`Show the newest (F)`}>
            <Glyph name="pause" size={11} />
            <Trans>Paused</Trans>
            {live.newCount > 0 && (
              <span className={styles.new}>
                {newText(live)}
              </span>
            )}
          </button>
        )}
      </div>
      {histogram && <Histogram histogram={histogram} onRange={(chosen) => setSpan(filterOfRange(chosen))} />}
    </div>
  );
}

/** What the histogram shows, from the begin of its first bucket to the end of its last. */
function rangeOf(histogram: Overview['histogram'] | undefined): Range | null {
  const first = histogram?.buckets[0];
  if (!histogram || !first) return null;
  const since_ms = first.start_at_ms;
  return { since_ms, until_ms: since_ms + histogram.buckets.length * histogram.bucket_ms };
}

/** Events without a delivery are rows too, but no deliveries. */
function deliveriesIn({ total, unrouted, rejected }: Counts): number {
  return total - unrouted - rejected;
}

function deliveriesText(counts: Counts): string {
  const count = deliveriesIn(counts);
  return plural(count, { one: '# delivery', other: '# deliveries' });
}

function newText({ newCount, isNewCountMore }: TimelineHeadProps['live']): string {
  const count = `${countText(newCount)}${isNewCountMore ? '+' : ''}`;
  return t`${count} new`;
}
