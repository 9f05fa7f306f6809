import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import type { LabSeen } from '../../../contract';
import { bytesText } from '../../../design/formatBytes';
import { latencyText } from '../../../design/latency';
import styles from './hostile.module.css';

const partWords: Record<LabSeen['part'], string> = {
  get first() {
    return t`The attack`;
  },
  get second() {
    return t`The one after it`;
  },
  get meanwhile() {
    return t`A right one meanwhile`;
  },
  get again() {
    return t`Again, after waiting`;
  },
};

/** Every request of an attack, and its answer. */
export function SeenTable({ seen, title }: { seen: readonly LabSeen[]; title: string }) {
  return (
    <table className={styles.seen} aria-label={t`Requests of ${title}`}>
      <thead>
        <tr>
          <th scope="col"><Trans>Request</Trans></th>
          <th scope="col"><Trans>Answer</Trans></th>
          <th scope="col"><Trans>Took</Trans></th>
          <th scope="col"><Trans>Body sent</Trans></th>
          <th scope="col"><Trans>Said</Trans></th>
        </tr>
      </thead>
      <tbody>
        {seen.map((one, place) => (
          <tr key={place}>
            <td>{partWords[one.part]}</td>
            <td>
              {one.status ?? one.words}
              {one.retry_after_ms !== null && ` ${t`(wait ${latencyText(one.retry_after_ms)})`}`}
            </td>
            <td>{latencyText(one.total_ms)}</td>
            <td>{bytesText(one.sent_bytes)}</td>
            <td className={styles.said}>{one.excerpt || one.detail || '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
