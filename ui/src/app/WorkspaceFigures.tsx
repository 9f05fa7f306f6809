import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

import { useDestinations } from '../data/destinations';
import { useOverview } from '../data/overview';
import { Card } from '../design/Card';
import { bytesText } from '../design/formatBytes';
import { countText } from '../design/formatNumber';
import { Glyph } from '../design/glyphs';
import { latencyText } from '../design/latency';
import { percentText } from '../design/percent';
import styles from './WorkspaceFigures.module.css';

/** What the inspector shows while no row is chosen: four numbers, what is failing, and the keys. */
export function WorkspaceFigures() {
  const { data: overview } = useOverview();
  const destinations = useDestinations().data ?? [];
  if (!overview) return null;
  // Dead letters count: a destination of which everything gave up has nothing left to retry.
  const failing = destinations.filter(
    ({ id, dead_letter_count }) => overview.failing_destination_ids.includes(id) || dead_letter_count > 0,
  );
  const { counts, success_percent, p95_ms, storage_bytes } = overview;
  return (
    <div className={styles.figures}>
      <h2><Trans>Last hour</Trans></h2>
      <dl className={styles.numbers}>
        <Number label={t`Received`} value={countText(sumOf(overview.histogram.buckets))} />
        <Number
          label={t`Delivered`}
          value={success_percent === null ? '–' : percentText(success_percent)}
        />
        <Number label="p95" value={p95_ms === null ? '–' : latencyText(p95_ms)} />
        <Number label={t`Waiting`} value={countText(counts.waiting)} />
      </dl>
      <h2><Trans>Destinations</Trans></h2>
      {failing.length === 0 ? (
        <p className={styles.fine}>
          {destinations.length > 0 && <Glyph name="check" />}
          {destinations.length === 0 ? t`There is no destination yet.` : t`None is failing.`}
        </p>
      ) : (
        <Card>
          <ul>
            {failing.map((destination) => (
              <li key={destination.id}>
                <Link
                  to="/timeline"
                  search={{ state: 'failed', destination: destination.name }}
                  className={styles.failing}
                >
                  <Glyph name="warning" />
                  <span className={styles.name}>{destination.name}</span>
                  <span className="t3">
                    {[
                      destination.health === 'disabled' && t`disabled`,
                      destination.waiting_count > 0 && t`${countText(destination.waiting_count)} waiting`,
                      destination.dead_letter_count > 0 && plural(destination.dead_letter_count, { one: '# dead letter', other: '# dead letters' }),
                    ]
                      .filter(Boolean)
                      .join(', ')}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <p className={styles.storage}><Trans>{bytesText(storage_bytes)} on this computer</Trans></p>
    </div>
  );
}

function Number({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function sumOf(
  buckets: readonly { delivered: number; retrying: number; dead_letter: number; other: number }[],
): number {
  return buckets.reduce(
    (sum, { delivered, retrying, dead_letter, other }) => sum + delivered + retrying + dead_letter + other,
    0,
  );
}
