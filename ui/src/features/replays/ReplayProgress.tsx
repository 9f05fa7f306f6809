import { t } from '@lingui/core/macro';

import type { Replay } from '../../contract';
import styles from './replays.module.css';

/** What became of the deliveries of a replay, as parts of one bar. */
export function ReplayProgress({ replay }: { replay: Replay }) {
  const { planned, made, skipped, delivered, dead_letters, cancelled } = replay;
  const whole = Math.max(1, planned, made + skipped);
  const failed = dead_letters + cancelled;
  const parts = [
    { name: 'ok', count: delivered },
    { name: 'failed', count: failed },
    { name: 'skipped', count: skipped },
    { name: 'going', count: Math.max(0, made - delivered - failed) },
  ] as const;
  return (
    <div
      className={styles.parts}
      role="progressbar"
      aria-label={t`Progress`}
      aria-valuemin={0}
      aria-valuemax={whole}
      aria-valuenow={delivered + failed + skipped}
    >
      {parts.map(({ name, count }) => count > 0 && <i key={name} className={styles[name]} style={{ width: `${(count / whole) * 100}%` }} />)}
    </div>
  );
}
