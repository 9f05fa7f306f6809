import { t } from '@lingui/core/macro';

import type { AttackFacts, LabRun } from '../../../contract';
import { Card } from '../../../design/Card';
import { classNames } from '../../../design/classNames';
import { fullMoment } from '../../../design/exactTime';
import { latencyText } from '../../../design/latency';
import { providerLabel } from '../../../design/providerNames';
import { dayAndTime } from '../../../design/relativeTime';
import { FactLine } from '../../../inspector';
import { scoreText, verdictText } from './card';
import styles from './hostile.module.css';

/** The score of a run, what it says of the receiver, and who that is. */
export function ScoreHead({ run, attacks }: { run: LabRun; attacks: readonly AttackFacts[] }) {
  const { passed, failed, not_judged, not_applicable } = run.score;
  const took = run.ended_at_ms === null ? null : latencyText(run.ended_at_ms - run.started_at_ms);
  return (
    <Card className={styles.score}>
      <div className={styles.scoreLine}>
        <h2 className={styles.scoreText}>{scoreText(run)}</h2>
        <p role="status" className={classNames(styles.verdict, failed > 0 && styles.fail)}>
          {verdictText(run, attacks)}
        </p>
      </div>
      <div className={styles.bar} aria-hidden>
        <span className={styles.barPass} style={{ flexGrow: passed }} />
        <span className={styles.barFail} style={{ flexGrow: failed }} />
        <span className={styles.barOpen} style={{ flexGrow: not_judged }} />
        <span style={{ flexGrow: run.attacks.length - passed - failed - not_judged }} />
      </div>
      <div className={styles.scoreFacts}>
        <FactLine
          facts={[
            <span className="mono">{run.url}</span>,
            run.scheme === 'none' ? t`unsigned` : t`signed like ${providerLabel(run.scheme)}`,
            t`${failed} failed`,
            not_judged > 0 && t`${not_judged} not judged`,
            not_applicable > 0 && t`${not_applicable} not applicable`,
            <span title={fullMoment(run.started_at_ms)}>{dayAndTime(run.started_at_ms, Date.now())}</span>,
            took !== null && t`took ${took}`,
          ]}
        />
      </div>
    </Card>
  );
}
