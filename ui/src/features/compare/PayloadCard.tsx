import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { eventQuery } from '../../data/event';
import { exactTime } from '../../design/exactTime';
import { bytesText } from '../../design/formatBytes';
import styles from './compare.module.css';

/** Which payload stands on a side. */
export function PayloadCard({ side, id }: { side: 'A' | 'B'; id: string }) {
  const isEvent = id.startsWith('evt_');
  const event = useQuery({ ...eventQuery(id), enabled: isEvent }).data;
  const title = isEvent ? (event?.event_type ?? ' ') : t`Answer to an attempt`;
  return (
    <div className={styles.card}>
      <b className={styles.side}>{side}</b>
      {isEvent ? (
        <Link to="/timeline" search={{ selected: id }} className={styles.cardTitle}>
          {title}
        </Link>
      ) : (
        <span className={styles.cardTitle}>{title}</span>
      )}
      <span className={styles.facts}>
        {event && `${exactTime(event.received_at_ms)} · ${bytesText(event.body_bytes)} · `}
        {id}
      </span>
    </div>
  );
}
