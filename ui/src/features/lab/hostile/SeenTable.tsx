import type { LabSeen } from '../../../contract';
import { bytesText } from '../../../design/formatBytes';
import { latencyText } from '../../../design/latency';
import styles from './hostile.module.css';

const partWords: Record<LabSeen['part'], string> = {
  first: 'The attack',
  second: 'The one after it',
  meanwhile: 'A right one meanwhile',
  again: 'Again, after waiting',
};

/** Every request of an attack, and its answer. */
export function SeenTable({ seen, title }: { seen: readonly LabSeen[]; title: string }) {
  return (
    <table className={styles.seen} aria-label={`Requests of ${title}`}>
      <thead>
        <tr>
          <th scope="col">Request</th>
          <th scope="col">Answer</th>
          <th scope="col">Took</th>
          <th scope="col">Body sent</th>
          <th scope="col">Said</th>
        </tr>
      </thead>
      <tbody>
        {seen.map((one, place) => (
          <tr key={place}>
            <td>{partWords[one.part]}</td>
            <td>
              {one.status ?? one.words}
              {one.retry_after_ms !== null && ` (wait ${latencyText(one.retry_after_ms)})`}
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
