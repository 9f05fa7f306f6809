import { t } from '@lingui/core/macro';

import type { Attempt } from '../../contract';
import { latencyText } from '../../design/latency';
import { type PhasePart, phaseParts } from './phaseParts';
import styles from './PhaseBar.module.css';

/** Where the time of an attempt went, as one bar. */
export function PhaseBar({ attempt, hasLegend = false }: { attempt: Attempt; hasLegend?: boolean }) {
  const parts = phaseParts(attempt.phases, attempt.response !== null);
  return (
    <div>
      <div className={styles.bar} role="img" aria-label={parts.map(partText).join(', ')}>
        {parts.map((part) => (
          <i key={part.name} className={styles[part.name]} style={{ flexGrow: part.share }} title={partText(part)} />
        ))}
      </div>
      {hasLegend && (
        <div className={styles.legend}>
          {parts.map((part) => (
            <span key={part.name}>
              <i className={styles[part.name]} />
              {part.label} <b>{latencyText(part.duration_us / 1_000)}</b>
            </span>
          ))}
          {attempt.is_connection_reused && <span>{t`Connection reused`}</span>}
          {attempt.was_resent_at_once && <span>{t`Sent again at once: the kept connection was dead`}</span>}
        </div>
      )}
    </div>
  );
}

function partText({ label, duration_us }: PhasePart): string {
  return `${label} ${latencyText(duration_us / 1_000)}`;
}
