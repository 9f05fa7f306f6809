import type { DeliveryDetail } from '../../contract';
import { durationText, roughDurationText } from '../../design/duration';
import { countOf } from '../../design/formatNumber';
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
    const status = last.response ? ` with ${last.response.status}` : '';
    return `${destinationName} took it${status} in ${latencyText(last.phases.total_us / 1_000)}.`;
  }
  if (delivery.state === 'cancelled' && !last) return 'Cancelled before the first attempt.';
  if (last) return last.explanation;
  if (delivery.state === 'held') return `It waits, because ${destinationName} takes no deliveries at the moment.`;
  if (delivery.state === 'sending') return 'The first attempt is under way.';
  return delivery.explanation;
}

/** What follows from it, without the countdown of the next attempt. */
export function followUp(delivery: Told): string {
  const { state, attempts, attempts_made, attempts_max } = delivery;
  const first = attempts[0];
  const last = attempts.at(-1);
  const tries = countOf(attempts_made, 'attempt');
  const span_ms = first && last ? last.started_at_ms - first.started_at_ms : 0;
  const over = span_ms >= 1_000 ? ` over ${roughDurationText(span_ms)}` : '';
  switch (state) {
    case 'delivered':
      if (attempts_made <= 1) return '';
      return `${ordinal(attempts_made)} attempt, ${durationText(span_ms)} after the first one.`;
    case 'dead_letter':
      return `${tries}${over}. ${causeSentence(delivery.cause)}`;
    case 'retrying':
      if (delivery.blocked_by) return `${tries} of ${attempts_max} made. It waits for the delivery before it in its line.`;
      return `${tries} of ${attempts_max} made.`;
    case 'held':
      return attempts_made > 0
        ? `${tries} of ${attempts_max} made. Held until the destination takes deliveries again.`
        : '';
    case 'cancelled':
      return attempts_made > 0 ? `Cancelled after ${tries}${over}.` : '';
    default:
      return '';
  }
}

function causeSentence(cause: string | null): string {
  switch (cause) {
    case 'attempts_used_up':
      return 'All attempts are used up, so it gave up.';
    case 'gone':
      return 'The destination said that it is gone for good (410), so it is disabled.';
    case 'not_retryable':
      return 'Trying again could not have helped, so it gave up.';
    case 'too_old':
      return 'The next attempt would have come too late, so it gave up.';
    case 'stopped_by_rule':
      return 'A rule of its subscription says that this status is not tried again.';
    default:
      return 'It gave up.';
  }
}

function ordinal(number: number): string {
  const words = [
    'Zeroth',
    'First',
    'Second',
    'Third',
    'Fourth',
    'Fifth',
    'Sixth',
    'Seventh',
    'Eighth',
    'Ninth',
    'Tenth',
  ];
  return words[number] ?? `${number}th`;
}
