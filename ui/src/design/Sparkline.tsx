import styles from './Sparkline.module.css';

const HEIGHT = 18;
const BAR = 3;
const GAP = 1;

export interface SparklineProps {
  /** Counts by the hour, the newest at the right. */
  hours: readonly number[];
  /** What it says, in words. */
  'aria-label': string;
  tone?: 'bad' | undefined;
}

/** Counts by the hour, as a row of bars. */
export function Sparkline({ hours, tone, ...rest }: SparklineProps) {
  const highest = Math.max(1, ...hours);
  const width = hours.length * (BAR + GAP) - GAP;
  return (
    <svg
      className={styles.sparkline}
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      data-tone={tone}
      aria-label={rest['aria-label']}
    >
      {hours.map((count, hour) => {
        // A single one beside thousands is still seen; an empty hour leaves a trace.
        const height = count === 0 ? 1 : Math.max(3, Math.round((count / highest) * HEIGHT));
        return (
          <rect
            key={hour}
            className={count === 0 ? styles.empty : styles.bar}
            x={hour * (BAR + GAP)}
            y={HEIGHT - height}
            width={BAR}
            height={height}
          />
        );
      })}
    </svg>
  );
}
