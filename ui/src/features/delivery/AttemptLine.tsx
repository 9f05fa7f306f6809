import type { DeliveryDetail } from '../../contract';
import { classNames } from '../../design/classNames';
import { attemptLine } from './attemptLine';
import styles from './AttemptLine.module.css';

/** The attempts as dots in a line, with the waits between them. */
export function AttemptLine({ delivery }: { delivery: DeliveryDetail }) {
  return (
    <ol className={styles.line}>
      {attemptLine(delivery).map((point, index) => (
        <li key={point.key} className={styles.step} style={index > 0 ? { flexGrow: point.grow * 10 } : undefined}>
          {index > 0 && <i className={styles.wait} />}
          <span className={styles.point} title={point.title}>
            <span className={classNames(styles.dot, styles[point.kind])} />
            <span>{point.label}</span>
            <span className="visually-hidden">{point.title}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
