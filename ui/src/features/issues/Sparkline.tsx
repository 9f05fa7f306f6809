import { plural, t } from '@lingui/core/macro';

import styles from './issues.module.css';

const HEIGHT = 18;
const BAR = 3;
const GAP = 1;

/** Failures by the hour, the newest at the right. */
export function Sparkline({ hours }: { hours: readonly number[] }) {
  const highest = Math.max(1, ...hours);
  const total = hours.reduce((sum, count) => sum + count, 0);
  const width = hours.length * (BAR + GAP) - GAP;
  const words = plural(total, { one: '# failure in the last 24 hours', other: '# failures in the last 24 hours' });
  return (
    <svg
      className={styles.sparkline}
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={total === 0 ? t`No failure in the last 24 hours` : words}
    >
      {hours.map((count, hour) => {
        // A single failure beside thousands is still seen; an empty hour leaves a trace.
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
