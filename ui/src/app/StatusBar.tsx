import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

import { useOverview } from '../data/overview';
import { bytesText } from '../design/formatBytes';
import { countText } from '../design/formatNumber';
import { KeyHints } from './KeyHints';
import styles from './StatusBar.module.css';
import { later } from '../design/later';

const ReceiverPart = later(async () => (await import('../features/reach')).ReceiverPart);
const TunnelPart = later(async () => (await import('../features/reach')).TunnelPart);

/** How the engine is doing, in one line. Each part leads to where it can be looked at or changed. */
export function StatusBar() {
  const { data: overview } = useOverview();
  if (!overview) return <footer className={styles.bar} />;
  const { events_per_minute, counts, storage_bytes } = overview;
  return (
    <footer className={styles.bar}>
      <ReceiverPart className={styles.part} />
      <Link to="/timeline" search={{}} className={styles.part} title={t`Events received in the last minute`}>
        {plural(events_per_minute, { one: '# event/min', other: '# events/min' })}
      </Link>
      <Link to="/timeline" search={{ state: 'waiting' }} className={styles.part} title={t`Deliveries that are not over`}>
        <Trans>{countText(counts.waiting)} waiting</Trans>
      </Link>
      <KeyHints />
      <TunnelPart className={styles.part} />
      <Link
        to="/settings"
        hash="storage"
        className={styles.part}
        title={t`What the workspace takes on disk · version ${overview.version}`}
      >
        {bytesText(storage_bytes)}
      </Link>
    </footer>
  );
}
