import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';

import { problemOf } from '../../data/client';
import { deliveryQuery } from '../../data/delivery';
import { Button } from '../../design/Button';
import { Card } from '../../design/Card';
import { ErrorNotice } from '../../design/ErrorNotice';
import { latencyText } from '../../design/latency';
import { StateChip } from '../../design/StateChip';
import { linesQuery, Section, SectionStack } from '../../inspector';
import styles from './outcomes.module.css';

interface OutcomesProps {
  /** The delivery that is edited. */
  before: string;
  /** Its replay; null before there is one. */
  now: string | null;
  onDelivery: (id: string) => void;
}

/** What the app answered before, and what it answers now. */
export function Outcomes({ before, now, onDelivery }: OutcomesProps) {
  return (
    <SectionStack>
      <Section title={t`Now`}>
        {now === null ? (
          <p className="t2"><Trans>What your app answers appears here.</Trans></p>
        ) : (
          <Outcome id={now} onDelivery={onDelivery} />
        )}
      </Section>
      <Section title={t`Before`}>
        <Outcome id={before} />
      </Section>
    </SectionStack>
  );
}

function Outcome({ id, onDelivery }: { id: string; onDelivery?: (id: string) => void }) {
  const delivery = useQuery(deliveryQuery(id));
  if (delivery.isError) return <ErrorNotice problem={problemOf(delivery.error)} />;
  if (!delivery.data) return null;
  const { state, attempts_made, attempts_max, attempts } = delivery.data;
  const last = attempts.at(-1);
  return (
    <Card className={styles.outcome}>
      <div className={styles.head}>
        <StateChip look="chip" state={state} attempts={{ made: attempts_made, max: attempts_max }} />
        {last?.response && <b>{last.response.status}</b>}
        {last && <span className="t3">{latencyText(last.phases.total_us / 1_000)}</span>}
        {onDelivery && (
          <Button variant="ghost" className={styles.open} onClick={() => onDelivery(id)}>
            <Trans context="button">Open</Trans>
          </Button>
        )}
      </div>
      {last && last.error_class !== null && <p>{last.explanation}</p>}
      {last?.response && last.response.body_kept_bytes > 0 && <Answer attemptId={last.id} />}
    </Card>
  );
}

/** The begin of what was answered. */
function Answer({ attemptId }: { attemptId: string }) {
  const lines = useQuery(linesQuery({ kind: 'response', attemptId }, 'raw', 0)).data?.lines;
  const text = lines?.slice(0, 24).map((line) => line.text).join('\n').trim();
  return text ? <pre className={styles.answer} tabIndex={0} aria-label={t`Answer`}>{text}</pre> : null;
}
