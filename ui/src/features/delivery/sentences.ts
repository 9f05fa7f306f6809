import { plural, t } from '@lingui/core/macro';

import type { DeliveryDetail } from '../../contract';
import { durationText, roughDurationText } from '../../design/duration';
import { latencyText } from '../../design/latency';

type Told = Pick<
  DeliveryDetail,
  | 'state'
  | 'attempts'
  | 'explanation'
  | 'attempts_made'
  | 'attempts_max'
  | 'received_at_ms'
  | 'concluded_at_ms'
  | 'cause'
  | 'blocked_by'
>;

/** What happened, in one sentence. Names stand as they are, at the begin too. */
export function headline(delivery: Told, destinationName: string): string {
  const last = delivery.attempts.at(-1);
  if (delivery.state === 'delivered' && last) {
    const latency = latencyText(last.phases.total_us / 1_000);
    if (!last.response) return t`${destinationName} took it in ${latency}.`;
    const { status } = last.response;
    return t`${destinationName} took it with ${status} in ${latency}.`;
  }
  if (delivery.state === 'cancelled' && !last) return t`Cancelled before the first attempt.`;
  if (last) return last.explanation;
  if (delivery.state === 'held') return t`It waits, because ${destinationName} takes no deliveries at the moment.`;
  if (delivery.state === 'sending') return t`The first attempt is under way.`;
  return delivery.explanation;
}

/** What follows from it, without the countdown of the next attempt. */
export function followUp(delivery: Told): string {
  const { state, attempts, attempts_made, attempts_max } = delivery;
  const first = attempts[0];
  const last = attempts.at(-1);
  const span_ms = first && last ? last.started_at_ms - first.started_at_ms : 0;
  switch (state) {
    case 'delivered':
      return attempts_made > 1 ? laterSuccess(attempts_made, durationText(span_ms)) : '';
    case 'dead_letter':
      return `${allTries(attempts_made, span_ms)} ${causeSentence(delivery.cause)}`;
    case 'retrying': {
      const made = triesMade(attempts_made, attempts_max);
      return delivery.blocked_by ? `${made} ${t`It waits for the delivery before it in its line.`}` : made;
    }
    case 'held':
      return attempts_made > 0
        ? `${triesMade(attempts_made, attempts_max)} ${t`Held until the destination takes deliveries again.`}`
        : '';
    case 'cancelled':
      return attempts_made > 0 ? cancelledAfter(attempts_made, span_ms) : '';
    default:
      return '';
  }
}

function triesMade(made: number, max: number): string {
  return plural(made, { one: `# attempt of ${max} made.`, other: `# attempts of ${max} made.` });
}

function allTries(made: number, span_ms: number): string {
  if (span_ms < 1_000) return plural(made, { one: '# attempt.', other: '# attempts.' });
  const span = roughDurationText(span_ms);
  return plural(made, { one: `# attempt over ${span}.`, other: `# attempts over ${span}.` });
}

function cancelledAfter(made: number, span_ms: number): string {
  if (span_ms < 1_000) return plural(made, { one: 'Cancelled after # attempt.', other: 'Cancelled after # attempts.' });
  const span = roughDurationText(span_ms);
  return plural(made, { one: `Cancelled after # attempt over ${span}.`, other: `Cancelled after # attempts over ${span}.` });
}

function causeSentence(cause: string | null): string {
  switch (cause) {
    case 'attempts_used_up':
      return t`All attempts are used up, so it gave up.`;
    case 'gone':
      return t`The destination said that it is gone for good (410), so it is disabled.`;
    case 'not_retryable':
      return t`Trying again could not have helped, so it gave up.`;
    case 'too_old':
      return t`The next attempt would have come too late, so it gave up.`;
    case 'stopped_by_rule':
      return t`A rule of its subscription says that this status is not tried again.`;
    default:
      return t`It gave up.`;
  }
}

/** It was taken by an attempt after the first. */
function laterSuccess(number: number, span: string): string {
  switch (number) {
    case 2:
      return t`Second attempt, ${span} after the first one.`;
    case 3:
      return t`Third attempt, ${span} after the first one.`;
    case 4:
      return t`Fourth attempt, ${span} after the first one.`;
    case 5:
      return t`Fifth attempt, ${span} after the first one.`;
    case 6:
      return t`Sixth attempt, ${span} after the first one.`;
    case 7:
      return t`Seventh attempt, ${span} after the first one.`;
    case 8:
      return t`Eighth attempt, ${span} after the first one.`;
    case 9:
      return t`Ninth attempt, ${span} after the first one.`;
    case 10:
      return t`Tenth attempt, ${span} after the first one.`;
    default:
      return t`${number}th attempt, ${span} after the first one.`;
  }
}
