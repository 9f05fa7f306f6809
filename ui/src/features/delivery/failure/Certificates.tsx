import { t } from '@lingui/core/macro';

import type { DestinationProbe } from '../../../contract';
import { fullMoment } from '../../../design/exactTime';
import styles from './failure.module.css';

/** The certificates that a destination showed, its own first. */
export function Certificates({ certificates }: { certificates: DestinationProbe['certificates'] }) {
  const now_ms = Date.now();
  return (
    <ol className={styles.certificates} aria-label={t`Certificates it showed`}>
      {certificates.map(({ subject, issuer, names, not_before_ms, not_after_ms, sha256 }) => (
        <li key={sha256}>
          <b>{subject || t`No subject`}</b>
          {names.length > 0 && <span>{t`for ${names.join(', ')}`}</span>}
          <span>{subject === issuer ? t`signed by itself` : t`by ${issuer || t`No subject`}`}</span>
          <span className={not_after_ms < now_ms ? styles.failed : undefined}>
            {not_after_ms < now_ms
              ? t`expired ${fullMoment(not_after_ms)}`
              : t`valid from ${fullMoment(not_before_ms)} to ${fullMoment(not_after_ms)}`}
          </span>
          <code title={sha256}>SHA-256 {sha256.slice(0, 16)}…</code>
        </li>
      ))}
    </ol>
  );
}
