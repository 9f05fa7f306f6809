import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type KeyboardEvent, useState } from 'react';

import type { Destination, FiguresOverTime } from '../../../contract';
import { problemOf } from '../../../data/client';
import { useFigures } from '../../../data/figures';
import { Button } from '../../../design/Button';
import { ErrorNotice } from '../../../design/ErrorNotice';
import { countText } from '../../../design/formatNumber';
import { latencyText } from '../../../design/latency';
import { percentText } from '../../../design/percent';
import { SegmentedControl } from '../../../design/SegmentedControl';
import { Chart, type ChartLook } from './Chart';
import styles from './charts.module.css';
import { FiguresTable } from './FiguresTable';
import {
  bucketTime,
  bucketWords,
  isQuiet,
  percentileWords,
  type SpanName,
  spans,
  spanWords,
  successWords,
} from './figureWords';
import { chartData } from './series';

const looks = {
  success: {
    lines: [{ colour: 'delivered', isFilled: true }],
    end: { fixed: 100 },
    step: 1,
    words: percentText,
  },
  latency: {
    lines: [{ colour: 'sending' }, { colour: 'retrying', dash: [5, 3] }, { colour: 'dead', dash: [1.5, 2.5] }],
    end: { least: 1 },
    step: 0.1,
    words: (value) => (value === 0 ? '0' : latencyText(value)),
  },
  waiting: {
    lines: [{ colour: 'queued', isFilled: true }],
    end: { least: 4 },
    step: 1,
    words: countText,
  },
} satisfies Record<string, ChartLook>;

/** How a destination did over time: what got through, how fast, and what waits. */
export default function DestinationCharts({ destination }: { destination: Destination }) {
  const [span, setSpan] = useState<SpanName>('day');
  const [isTable, setTable] = useState(false);
  const figures = useFigures(destination.id, spans[span]);
  const words = spanWords(span);
  return (
    <section className={styles.charts} aria-label={t`Figures over time`}>
      <header className={styles.head}>
        <h2>
          <Trans>Figures</Trans>
        </h2>
        <SegmentedControl
          aria-label={t`Span of the figures`}
          value={span}
          onValueChange={setSpan}
          options={[
            { value: 'hour', label: t`1 h` },
            { value: 'day', label: t`24 h` },
            { value: 'week', label: t`7 d` },
          ]}
        />
        <Button variant="ghost" onClick={() => setTable(!isTable)}>
          {isTable ? t`As charts` : t`As a table`}
        </Button>
      </header>
      {figures.isError ? (
        <ErrorNotice problem={problemOf(figures.error)} onRetry={() => void figures.refetch()} />
      ) : figures.data && isQuiet(figures.data.buckets) ? (
        <p className={styles.none}>{t`Nothing was sent here in ${words}, and nothing waits.`}</p>
      ) : (
        figures.data && (
          <>
            {!isTable && <Charts figures={figures.data} span={span} />}
            <FiguresTable figures={figures.data} span={span} isShown={isTable} />
          </>
        )
      )}
    </section>
  );
}

/** The charts, read together by the pointer or the arrow keys. */
function Charts({ figures, span }: { figures: FiguresOverTime; span: SpanName }) {
  const { buckets, bucket_ms, total } = figures;
  const [at, setAt] = useState<number | null>(null);
  const last = buckets.length - 1;
  const pointed = at === null ? undefined : buckets[at];
  const read = pointed ?? total;

  const keyed = (event: KeyboardEvent) => {
    const from = at ?? last + 1;
    const to = { ArrowLeft: Math.max(0, from - 1), ArrowRight: Math.min(last, from + 1), Home: 0, End: last }[event.key];
    if (to === undefined && (event.key !== 'Escape' || at === null)) return;
    setAt(to ?? null);
    event.preventDefault();
    event.stopPropagation();
  };

  const time = pointed ? bucketTime(pointed, bucket_ms, span) : spanWords(span);
  return (
    <div
      role="slider"
      aria-label={t`Charts: arrow keys read them`}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={at ?? last}
      aria-valuetext={pointed ? bucketWords(pointed, bucket_ms, span) : bucketWords(total, bucket_ms, span)}
      tabIndex={0}
      className={styles.grid}
      onKeyDown={keyed}
      onBlur={() => setAt(null)}
    >
      <div className={styles.chart}>
        <h3>
          <Trans>Success rate</Trans>
        </h3>
        <p className={styles.read}>{successWords(read) ?? t`no attempt`}</p>
        <Chart look={looks.success} data={chartData('success', buckets)} at={at} onAt={setAt} />
      </div>
      <div className={styles.chart}>
        <h3>
          <Trans>Latency</Trans>
        </h3>
        <p className={styles.read}>
          {[
            ['p50', read.p50_ms],
            ['p95', read.p95_ms],
            ['p99', read.p99_ms],
          ].map(([name, value]) => (
            <span key={name} className={styles.percentile} data-line={name}>
              {name} <b>{percentileWords(value as number | null)}</b>
            </span>
          ))}
        </p>
        <Chart look={looks.latency} data={chartData('latency', buckets)} at={at} onAt={setAt} />
      </div>
      <div className={styles.chart}>
        <h3>
          <Trans>Backlog</Trans>
        </h3>
        <p className={styles.read}>{t`${countText(read.waiting)} waiting`}</p>
        <Chart look={looks.waiting} data={chartData('waiting', buckets)} at={at} onAt={setAt} />
      </div>
      <p className={styles.time}>{time}</p>
    </div>
  );
}
