import { t } from '@lingui/core/macro';

import type { Destination, NewDestination, NewRetrySchedule, NewSubscription, Subscription } from '../../contract';
import { parseDuration } from '../../design/duration';
import { filterText, parseFilter } from '../../design/fields/filterText';
import { callbackUrlProblem, urlOfPort } from '../../design/fields/callbackUrl';
import { type SendingDraft, sendingFieldsOf, sendingProblems, USUAL_SENDING } from '../../design/fields/sendingDraft';
import { EVERYTHING } from './eventTypePattern';
import { parseWaits, PRESET_WAITS_MS, type RetryPreset, waitsText } from './retryLine';

export type StatusRule = Subscription['retry_schedule']['rules'][number];

/** Where matching events go: a destination that exists, or one made on Save. */
export type Target =
  | { kind: 'stored'; destinationId: string }
  | ({ kind: 'port'; port: number } & NewTarget)
  | ({ kind: 'url' } & NewTarget);

/** A destination that is made with the subscription. */
export interface NewTarget {
  url: string;
  scheme: string;
  sending: SendingDraft;
}

/** What the editor holds while a subscription is being made or changed. */
export interface SubscriptionDraft {
  /** Null is any source; undefined is not chosen yet. */
  sourceId: string | null | undefined;
  patterns: string[];
  /** The filter as typed, JSON; empty when every event of these kinds is meant. */
  filter: string;
  /** JavaScript that makes the request; empty when events go as they came. */
  transform: string;
  target: Target | null;
  preset: RetryPreset;
  /** The waits of Custom as typed: `5 s, 5 m`. */
  customWaits: string;
  jitterPercent: string;
  /** How old a delivery may become, as typed: `3 d`; empty for as old as the waits make it. */
  maxAge: string;
  /** What certain statuses lead to. */
  rules: StatusRule[];
  order: OrderDraft;
  notify: Subscription['notify'];
}

/** In which order deliveries are made. `place` is a header's name or a JSON pointer. */
export interface OrderDraft {
  by: 'none' | 'all' | 'header' | 'body';
  place: string;
}

/** Sentences by field; the names are the API's, so that its own refusals land in the same places. */
export type SubscriptionErrors = Partial<
  Record<'source_id' | 'event_types' | 'filter' | 'transform' | 'destination_id' | 'url' | 'headers' | 'timeout_ms' | 'concurrency' | 'retry_schedule' | 'ordering', string>
>;

/** Jitter the engine allows at most, in percent either way. */
const JITTER_MAX = 50;
const STANDARD_JITTER = 20;
/** Most patterns a subscription may have. */
const PATTERNS_MAX = 1_000;

export function newSubscriptionDraft(sourceId: string | null | undefined): SubscriptionDraft {
  return {
    sourceId,
    patterns: [],
    filter: '',
    transform: '',
    target: null,
    preset: 'standard',
    customWaits: waitsText(PRESET_WAITS_MS.standard),
    jitterPercent: String(STANDARD_JITTER),
    maxAge: '',
    rules: [],
    order: { by: 'none', place: '' },
    notify: 'after_3_attempts',
  };
}

export function draftOfSubscription(subscription: Subscription): SubscriptionDraft {
  return {
    sourceId: subscription.source_id,
    patterns: subscription.event_types,
    filter: filterText(subscription.filter),
    transform: subscription.transform ?? '',
    target: { kind: 'stored', destinationId: subscription.destination_id },
    preset: subscription.retry_schedule.preset,
    customWaits: waitsText(subscription.retry_schedule.waits_ms),
    jitterPercent: String(subscription.retry_schedule.jitter_percent),
    maxAge: subscription.retry_schedule.max_age_ms === null ? '' : waitsText([subscription.retry_schedule.max_age_ms]),
    rules: subscription.retry_schedule.rules,
    order: orderDraftOf(subscription.ordering),
    notify: subscription.notify,
  };
}

/** The choice of a local port, with the URL suggested for it. */
export function portTarget(port: number) {
  return { kind: 'port', port, ...newTarget(urlOfPort(port)) } as const satisfies Target;
}

/** A new destination as it usually is. */
export function newTarget(url: string): NewTarget {
  return { url, scheme: 'standard-webhooks', sending: USUAL_SENDING };
}

/** Choosing Custom begins with the waits chosen before it. */
export function withPreset(draft: SubscriptionDraft, preset: RetryPreset): SubscriptionDraft {
  if (preset !== 'custom' || draft.preset === 'custom') return { ...draft, preset };
  return { ...draft, preset, customWaits: waitsText(PRESET_WAITS_MS[draft.preset]) };
}

/** The waits of the schedule as chosen; null while Custom holds something that is no schedule. */
export function waitsOf(draft: SubscriptionDraft): readonly number[] | null {
  if (draft.preset !== 'custom') return PRESET_WAITS_MS[draft.preset];
  const parsed = parseWaits(draft.customWaits);
  return 'waits_ms' in parsed ? parsed.waits_ms : null;
}

export function subscriptionErrors(draft: SubscriptionDraft): SubscriptionErrors {
  const errors: SubscriptionErrors = {};
  if (draft.sourceId === undefined) errors.source_id = t`Choose where the events come from.`;
  if (draft.patterns.length === 0) errors.event_types = t`Choose at least one event type, or every event.`;
  else if (draft.patterns.length > PATTERNS_MAX) errors.event_types = t`At most 1,000 event types and patterns.`;
  const filter = parseFilter(draft.filter);
  if ('problem' in filter) errors.filter = filter.problem;
  if (draft.target === null) errors.destination_id = t`Choose where matching events go.`;
  else if (draft.target.kind !== 'stored') {
    const url = callbackUrlProblem(draft.target.url);
    if (url) errors.url = url;
    Object.assign(errors, sendingProblems(draft.target.sending));
  }
  if (draft.preset === 'custom') {
    const parsed = parseWaits(draft.customWaits);
    const jitter = Number(draft.jitterPercent);
    if ('problem' in parsed) errors.retry_schedule = parsed.problem;
    else if (!draft.jitterPercent.trim() || !Number.isInteger(jitter) || jitter < 0 || jitter > JITTER_MAX) {
      errors.retry_schedule = t`Jitter is a whole number from 0 to ${JITTER_MAX} percent.`;
    }
  }
  const wrongRule = draft.rules.find(({ status }) => !/^[1-9]\d\d(\s*-\s*[1-9]\d\d)?$/.test(status.trim()));
  if (wrongRule) errors.retry_schedule ??= t`“${wrongRule.status}” is no status. Write for example 401 or 500-599.`;
  if (draft.maxAge.trim() && !parseDuration(draft.maxAge)) {
    errors.retry_schedule ??= t`“${draft.maxAge}” is no duration. Write for example 12 h or 3 d.`;
  }
  const { by, place } = draft.order;
  if (by === 'header' && !place.trim()) errors.ordering = t`Name the header.`;
  if (by === 'body' && !place.trim().startsWith('/')) errors.ordering = t`Begin with a slash, for example /data/object/id.`;
  return errors;
}

/** The destination to be made first, when the target is not stored yet. */
export function newDestinationOf(target: Exclude<Target, { kind: 'stored' }>): NewDestination {
  return { url: target.url.trim(), scheme: target.scheme, ...sendingFieldsOf(target.sending) };
}

/** The subscription to be made, once its destination exists. */
export function newSubscriptionOf(draft: SubscriptionDraft, destinationId: Destination['id']): NewSubscription {
  const filter = parseFilter(draft.filter);
  return {
    source_id: draft.sourceId ?? null,
    event_types: simplified(draft.patterns),
    filter: 'filter' in filter ? filter.filter : null,
    transform: draft.transform.trim() ? draft.transform : null,
    destination_id: destinationId,
    retry_schedule: scheduleOf(draft),
    ordering: orderingOf(draft.order),
    notify: draft.notify,
  };
}

function scheduleOf(draft: SubscriptionDraft): NewRetrySchedule {
  const ends = {
    max_age_ms: draft.maxAge.trim() ? parseDuration(draft.maxAge) : null,
    rules: draft.rules.map(({ status, action }) => ({ status: status.replace(/\s/g, ''), action })),
  };
  if (draft.preset !== 'custom') return { preset: draft.preset, ...ends };
  return {
    ...ends,
    preset: 'custom',
    waits_ms: [...(waitsOf(draft) ?? [])],
    jitter_percent: Number(draft.jitterPercent),
  };
}

function orderDraftOf(ordering: Subscription['ordering']): OrderDraft {
  if (ordering.order === 'none') return { by: 'none', place: '' };
  switch (ordering.key.by) {
    case 'header':
      return { by: 'header', place: ordering.key.name };
    case 'body':
      return { by: 'body', place: ordering.key.pointer };
    default:
      return { by: 'all', place: '' };
  }
}

function orderingOf({ by, place }: OrderDraft): Subscription['ordering'] {
  switch (by) {
    case 'none':
      return { order: 'none' };
    case 'header':
      return { order: 'fifo', key: { by, name: place.trim() } };
    case 'body':
      return { order: 'fifo', key: { by, pointer: place.trim() } };
    default:
      return { order: 'fifo', key: { by } };
  }
}

/** `*` says it all. */
function simplified(patterns: readonly string[]): string[] {
  return patterns.includes(EVERYTHING) ? [EVERYTHING] : [...patterns];
}
