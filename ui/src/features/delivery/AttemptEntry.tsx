import { t } from '@lingui/core/macro';
import { useId, useState } from 'react';

import type { Attempt } from '../../contract';
import { causeTitle } from '../../design/causeWords';
import { classNames } from '../../design/classNames';
import { roughDurationText } from '../../design/duration';
import { exactTime, fullMoment } from '../../design/exactTime';
import { Glyph } from '../../design/glyphs';
import { latencyText } from '../../design/latency';
import { SegmentedControl } from '../../design/SegmentedControl';
import { HeaderTable, RequestLine, SectionStack } from '../../inspector';
import styles from './AttemptsTab.module.css';
import { PhaseBar } from './PhaseBar';
import { Answer } from './ResponseTab';
import { statusText } from './statusText';

interface AttemptEntryProps {
  attempt: Attempt;
  /** Time since the attempt before began; null for the first. */
  waited_ms: number | null;
}

/** One attempt: when, how it went, where the time went; opened, what was sent and what came back. */
export function AttemptEntry({ attempt, waited_ms }: AttemptEntryProps) {
  const [isOpen, setIsOpen] = useState(false);
  const bodyId = useId();
  const isDelivered = attempt.verdict.kind === 'delivered';
  const waited = waited_ms === null ? null : roughDurationText(waited_ms);
  const { number } = attempt;
  return (
    <>
      {waited !== null && <li className={styles.wait}>{t`${waited} later`}</li>}
      <li className={styles.entry}>
        <span className={classNames(styles.dot, isDelivered ? styles.delivered : styles.failed)} />
        <div className={styles.attempt}>
          <button
            type="button"
            className={styles.summary}
            aria-expanded={isOpen}
            aria-controls={bodyId}
            onClick={() => setIsOpen(!isOpen)}
          >
            <b>{t`Attempt ${number}`}</b>
            <span className={isDelivered ? styles.good : styles.bad}>{outcomeWords(attempt)}</span>
            <span className={styles.when} title={fullMoment(attempt.started_at_ms)}>
              {exactTime(attempt.started_at_ms)} · {latencyText(attempt.phases.total_us / 1_000)}
            </span>
            <Glyph name={isOpen ? 'chevron-down' : 'chevron-right'} size={12} />
          </button>
          <PhaseBar attempt={attempt} hasLegend={isOpen} />
          <p className={styles.explanation}>{attempt.explanation}</p>
          {attempt.error_detail !== null && <code className={styles.detail}>{attempt.error_detail}</code>}
          <div id={bodyId} hidden={!isOpen}>
            {isOpen && <Exchange attempt={attempt} />}
          </div>
        </div>
      </li>
    </>
  );
}

function Exchange({ attempt }: { attempt: Attempt }) {
  const [side, setSide] = useState<'request' | 'response'>(attempt.response ? 'response' : 'request');
  const { number } = attempt;
  return (
    <SectionStack>
      <SegmentedControl
        aria-label={t`What to show of attempt ${number}`}
        value={side}
        onValueChange={setSide}
        options={[
          { value: 'request', label: t`Request` },
          { value: 'response', label: t`Response` },
        ]}
      />
      {side === 'request' ? (
        <>
          <RequestLine method={attempt.request.method} target={attempt.request.url} />
          <HeaderTable headers={attempt.request.headers} label={t`Headers`} />
        </>
      ) : (
        <Answer attempt={attempt} />
      )}
    </SectionStack>
  );
}

function outcomeWords({ response, error_class }: Attempt): string {
  if (error_class !== null && error_class !== 'status') return causeTitle[error_class];
  return response ? `${response.status} ${statusText(response.status)}`.trim() : t`No answer`;
}
