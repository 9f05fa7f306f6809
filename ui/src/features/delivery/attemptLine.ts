import { t } from '@lingui/core/macro';

import type { DeliveryDetail } from '../../contract';
import { roughDurationText } from '../../design/duration';
import { localFormat } from '../../design/localFormat';

/** One dot of the line of attempts. */
export interface AttemptPoint {
  key: string;
  kind: 'failed' | 'delivered' | 'next' | 'planned';
  /** Under the dot: the time of the first attempt, the wait before each later one. */
  label: string;
  /** How the stretch before the dot grows; longer waits get longer stretches, but not in proportion. */
  grow: number;
  /** Said on hover and to screen readers. */
  title: string;
}

/** Dots at most; the oldest attempts go first. */
const POINTS_MAX = 9;

const clock = localFormat((locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }), 'en-GB');

/** The attempts made and to come as dots, with the waits between them. */
export function attemptLine({ attempts, forecast, state, due_at_ms }: DeliveryDetail): AttemptPoint[] {
  const made = attempts.map((attempt, index): AttemptPoint => {
    const { number, explanation } = attempt;
    const before = attempts[index - 1];
    const wait_ms = before ? attempt.started_at_ms - before.started_at_ms : null;
    const isLastDead = state === 'dead_letter' && index === attempts.length - 1 && attempts.length > 1;
    return {
      key: attempt.id,
      kind: attempt.verdict.kind === 'delivered' ? 'delivered' : 'failed',
      label:
        wait_ms === null
          ? clock().format(attempt.started_at_ms)
          : isLastDead
            ? t`gave up`
            : `+${roughDurationText(wait_ms)}`,
      grow: growFor(wait_ms),
      title: t`Attempt ${number}: ${explanation}`,
    };
  });
  let previous_ms = attempts.at(-1)?.started_at_ms ?? null;
  const toCome = forecast.map((planned, index): AttemptPoint => {
    const at_ms = index === 0 && due_at_ms !== null ? due_at_ms : (planned.earliest_at_ms + planned.latest_at_ms) / 2;
    const wait_ms = previous_ms === null ? null : at_ms - previous_ms;
    previous_ms = at_ms;
    const { number } = planned;
    const time = clock().format(at_ms);
    return {
      key: `planned-${number}`,
      kind: index === 0 ? 'next' : 'planned',
      label: wait_ms === null ? time : `+${roughDurationText(wait_ms)}`,
      grow: growFor(wait_ms),
      title: t`Attempt ${number}, planned for ${time}`,
    };
  });
  const all = [...made, ...toCome];
  const next = all.findIndex(({ kind }) => kind === 'next' || kind === 'planned');
  // Keep the present in sight: what was last done, and what comes next.
  const from = Math.max(0, Math.min(all.length - POINTS_MAX, (next === -1 ? all.length : next) - 4));
  return all.slice(from, from + POINTS_MAX);
}

function growFor(wait_ms: number | null): number {
  if (wait_ms === null || wait_ms <= 0) return 0.2;
  return Math.min(2, 0.25 + Math.log10(1 + wait_ms / 1_000) * 0.4);
}
