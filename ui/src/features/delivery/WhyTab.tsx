import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';

import type { Attempt, DeliveryDetail, FailureRemedy } from '../../contract';
import { explanationQuery } from '../../data/explanation';
import { Card } from '../../design/Card';
import { causeTitle } from '../../design/causeWords';
import { exactTime } from '../../design/exactTime';
import { latencyText } from '../../design/latency';
import { linesQuery, Section, SectionStack } from '../../inspector';
import { AttemptLine } from './AttemptLine';
import type { DeliveryTab } from './DeliveryInspector';
import { FailureExplained } from './failure/FailureExplained';
import { NextTry } from './NextTry';
import { PhaseBar } from './PhaseBar';
import { followUp, headline } from './sentences';
import { statusText } from './statusText';
import styles from './WhyTab.module.css';

interface WhyTabProps {
  delivery: DeliveryDetail;
  destinationName: string;
  onTabChange: (tab: DeliveryTab) => void;
  /** What stands elsewhere on the screen already. */
  elsewhere: readonly FailureRemedy['kind'][];
}

/** What happened, why, what follows, and what to do. */
export function WhyTab({ delivery, destinationName, onTabChange, elsewhere }: WhyTabProps) {
  const last = delivery.attempts.at(-1);
  const explanation = useQuery(explanationQuery(delivery.id)).data ?? null;
  const follows = followUp(delivery);
  return (
    <SectionStack>
      <div>
        <p className={styles.headline}>{explanation?.sentence ?? headline(delivery, destinationName)}</p>
        {follows && <p className="t2">{follows}</p>}
        <NextTry delivery={delivery} />
      </div>
      {explanation && (
        <FailureExplained delivery={delivery} explanation={explanation} elsewhere={elsewhere} />
      )}
      {last && (last.error_class !== null || last.response !== null) && (
        <Section title={last.response === null ? t`Error` : t`Answer`}>
          <Outcome attempt={last} onShow={() => onTabChange('response')} />
        </Section>
      )}
      {(delivery.attempts.length > 1 || delivery.forecast.length > 0) && (
        <Section title={t`Attempts`}>
          <AttemptLine delivery={delivery} />
        </Section>
      )}
      {last && (
        <Section title={[delivery.attempts.length > 1 ? t`Last attempt` : t`Attempt`, latencyText(last.phases.total_us / 1_000)].join(' · ')}>
          <PhaseBar attempt={last} hasLegend />
        </Section>
      )}
    </SectionStack>
  );
}

function Outcome({ attempt, onShow }: { attempt: Attempt; onShow: () => void }) {
  const { error_class, error_detail, response } = attempt;
  const isStatus = error_class === null || error_class === 'status';
  const title =
    isStatus && response
      ? `${response.status} ${statusText(response.status)}`
      : error_class
        ? causeTitle[error_class]
        : '';
  const { number } = attempt;
  const time = exactTime(attempt.started_at_ms);
  return (
    <Card className={styles.outcome}>
      <div className={styles.row}>
        <b>{title}</b>
        <span className="t3">{t`attempt ${number}, ${time}`}</span>
      </div>
      {error_detail !== null && <code className={styles.detail}>{error_detail}</code>}
      {response && response.body_kept_bytes > 0 && <Answer attemptId={attempt.id} onShow={onShow} />}
    </Card>
  );
}

/** The begin of what the destination answered; often the error itself. */
function Answer({ attemptId, onShow }: { attemptId: string; onShow: () => void }) {
  const lines = useQuery(linesQuery({ kind: 'response', attemptId }, 'raw', 0)).data?.lines;
  const text = lines
    ?.slice(0, 4)
    .map((line) => line.text)
    .join('\n')
    .trim();
  if (!text) return null;
  return (
    <div className={styles.answer}>
      <span className="t2">{t`Its answer`}</span>
      <code className={styles.excerpt}>{text}</code>
      <button type="button" className={styles.link} onClick={onShow}>
        {t`Show all`}
      </button>
    </div>
  );
}
