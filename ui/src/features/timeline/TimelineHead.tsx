import type { Counts } from '../../contract';
import { useOverview } from '../../data/overview';
import { Dot } from '../../design/Dot';
import { countOf, countText } from '../../design/formatNumber';
import { Glyph } from '../../design/glyphs';
import { latencyText } from '../../design/latency';
import { Histogram } from './Histogram';
import type { LiveRowsState } from './liveRows';
import styles from './TimelineHead.module.css';

interface TimelineHeadProps {
  live: Pick<LiveRowsState, 'isFollowing' | 'newCount' | 'isNewCountMore'>;
  onFollow: () => void;
  onPause: () => void;
}

/** The figures of the workspace, its last hour, and whether the list moves. */
export function TimelineHead({ live, onFollow, onPause }: TimelineHeadProps) {
  const { data: overview } = useOverview();
  return (
    <div className={styles.head}>
      <div className={styles.figures}>
        {overview && (
          <>
            <b>{countOf(deliveriesIn(overview.counts), 'delivery', 'deliveries')}</b>
            {overview.success_percent !== null && <span>{successText(overview.success_percent)} delivered</span>}
            {overview.p95_ms !== null && (
              <span title="95 of 100 answers came within this time">p95 {latencyText(overview.p95_ms)}</span>
            )}
          </>
        )}
        {live.isFollowing ? (
          <button type="button" className={styles.following} onClick={onPause} title="Stop moving (F)">
            <Dot tone="good" />
            Following
          </button>
        ) : (
          <button type="button" className={styles.paused} onClick={onFollow} title="Show the newest (F)">
            <Glyph name="pause" size={11} />
            Paused
            {live.newCount > 0 && (
              <span className={styles.new}>
                {countText(live.newCount)}
                {live.isNewCountMore && '+'} new
              </span>
            )}
          </button>
        )}
      </div>
      {overview && <Histogram histogram={overview.histogram} />}
    </div>
  );
}

/** Events without a delivery are rows too, but no deliveries. */
function deliveriesIn({ total, unrouted, rejected }: Counts): number {
  return total - unrouted - rejected;
}

/** One decimal, and never 100 while something failed. */
function successText(percent: number): string {
  const shown = percent < 100 ? Math.min(99.9, Math.round(percent * 10) / 10) : 100;
  return `${shown} %`;
}
