import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import type { DeliveryDetail, ForecastAttempt } from '../../contract';
import { classNames } from '../../design/classNames';
import { Countdown } from '../../design/Countdown';
import { roughDurationText } from '../../design/duration';
import { fullMoment } from '../../design/exactTime';
import { dayAndTime } from '../../design/relativeTime';
import { AttemptEntry } from './AttemptEntry';
import styles from './AttemptsTab.module.css';
import { CompareAttempts } from './CompareAttempts';

/** Every attempt made and still to come, one under the other, with the waits between them. */
export function AttemptsTab({ delivery }: { delivery: DeliveryDetail }) {
  const { attempts, forecast, state } = delivery;
  if (attempts.length === 0 && forecast.length === 0 && state !== 'sending') {
    return <p className="t2">{t`No attempt was made.`}</p>;
  }
  return (
    <>
      <CompareAttempts delivery={delivery} />
      <AttemptList delivery={delivery} />
    </>
  );
}

function AttemptList({ delivery }: { delivery: DeliveryDetail }) {
  const { attempts, forecast, due_at_ms, state } = delivery;
  const next = attempts.length + 1;
  return (
    <ol className={styles.list}>
      {attempts.map((attempt, index) => {
        const before = attempts[index - 1];
        return (
          <AttemptEntry
            key={attempt.id}
            attempt={attempt}
            waited_ms={before ? attempt.started_at_ms - before.started_at_ms : null}
          />
        );
      })}
      {state === 'sending' && (
        <li className={styles.entry}>
          <span className={classNames(styles.dot, styles.sending)} />
          <p className={styles.planned}>{t`Attempt ${next} is under way.`}</p>
        </li>
      )}
      {forecast.map((planned, index) => (
        <Planned key={planned.number} planned={planned} due_at_ms={index === 0 ? due_at_ms : null} />
      ))}
      <End delivery={delivery} />
    </ol>
  );
}

function Planned({ planned, due_at_ms }: { planned: ForecastAttempt; due_at_ms: number | null }) {
  const { number, earliest_at_ms, latest_at_ms } = planned;
  const isRange = latest_at_ms - earliest_at_ms >= 1_000;
  const now_ms = Date.now();
  const [earliest, latest] = [dayAndTime(earliest_at_ms, now_ms), dayAndTime(latest_at_ms, now_ms)];
  return (
    <li className={classNames(styles.entry, styles.toCome)}>
      <span className={classNames(styles.dot, due_at_ms === null ? styles.later : styles.next)} />
      <p className={styles.planned}>
        {due_at_ms !== null ? (
          <Trans>
            Attempt {number}{' '}
            <b title={fullMoment(due_at_ms)}>
              in <Countdown at_ms={due_at_ms} />
            </b>
          </Trans>
        ) : isRange ? (
          <Trans>
            Attempt {number}{' '}
            <span title={fullMoment(earliest_at_ms)}>
              between {earliest} and {latest}
            </span>
          </Trans>
        ) : (
          <Trans>
            Attempt {number} <span title={fullMoment(earliest_at_ms)}>{earliest}</span>
          </Trans>
        )}
      </p>
    </li>
  );
}

function End({ delivery: { state, concluded_at_ms, received_at_ms } }: { delivery: DeliveryDetail }) {
  const took =
    concluded_at_ms === null ? null : roughDurationText(Math.max(1_000, concluded_at_ms - received_at_ms));
  if (state === 'dead_letter') {
    return <EndLine tone="dead" text={took === null ? t`Gave up.` : t`Gave up ${took} after it was received.`} />;
  }
  if (state === 'cancelled') {
    return <EndLine tone="off" text={took === null ? t`Cancelled.` : t`Cancelled ${took} after it was received.`} />;
  }
  return null;
}

function EndLine({ tone, text }: { tone: 'dead' | 'off'; text: string }) {
  return (
    <li className={styles.entry}>
      <span className={classNames(styles.dot, styles.end)} />
      <p className={tone === 'dead' ? styles.gaveUp : styles.planned}>{text}</p>
    </li>
  );
}
