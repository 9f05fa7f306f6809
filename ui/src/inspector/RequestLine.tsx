import styles from './RequestLine.module.css';

/** The first line of a request, or the status of an answer. */
export function RequestLine({ method, target, note }: { method: string; target: string; note?: string }) {
  return (
    <p className={styles.line}>
      <b>{method}</b> <span>{target}</span>
      {note && <small>{note}</small>}
    </p>
  );
}
