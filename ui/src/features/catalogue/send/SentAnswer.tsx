import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

import type { TriggeredRequest } from '../../../contract';
import { latencyText } from '../../../design/latency';
import { providerLabel } from '../../../design/providerNames';
import { HeaderTable } from '../../../inspector';
import styles from '../catalogue.module.css';

export interface SentAnswerProps {
  triggered: TriggeredRequest | undefined;
  isSending: boolean;
}

/** What was sent, and what came back. */
export function SentAnswer({ triggered, isSending }: SentAnswerProps) {
  if (!triggered) {
    return <p className="t3">{isSending ? t`Sending…` : t`The answer appears here.`}</p>;
  }
  const { answer, phases } = triggered;
  const signer = providerLabel(triggered.scheme);
  const names = triggered.refreshed.join(', ');
  return (
    <div className={styles.answer} role="status">
      <div>
        <h2 className={styles.paneTitle}>{answer ? t`Answered ${answer.status}` : t`No answer`}</h2>
        <p className="t2">{triggered.explanation}</p>
      </div>
      <p className={styles.facts}>
        <span className="mono">{triggered.url}</span>
        <span>{triggered.scheme === 'none' ? t`unsigned` : t`signed as ${signer}`}</span>
        <span>{latencyText(phases.total_us / 1000)}</span>
        {names !== '' && <span>{t`new: ${names}`}</span>}
        {triggered.event_id && (
          <Link to="/timeline" search={{ selected: triggered.event_id }}>
            <Trans>Open the event</Trans>
          </Link>
        )}
      </p>
      {answer && answer.body !== '' && (
        <pre className={styles.code} tabIndex={0} aria-label={t`Body of the answer`}>
          {answer.body}
        </pre>
      )}
      {answer && <HeaderTable headers={answer.headers} label={t`Headers of the answer`} />}
      <HeaderTable headers={triggered.headers} label={t`Headers as sent`} />
    </div>
  );
}
