import { t } from '@lingui/core/macro';

import type { Destination, NewTrigger, Source } from '../../../contract';
import { callbackUrlProblem } from '../../../design/fields/callbackUrl';
import type { HeaderRow } from '../../../design/fields/HeaderRows';

/** What the form holds while a payload is being prepared. */
export interface SendDraft {
  eventType: string;
  /** The slug of the provider it is like; empty for nobody in particular. */
  provider: string;
  body: string;
  target: 'source' | 'destination' | 'url';
  sourceId: string;
  destinationId: string;
  url: string;
  secret: string;
  isRefreshed: boolean;
  headers: HeaderRow[];
}

/** Sentences by field; the names are the API's, so that its own refusals land in the same places. */
export type SendErrors = Partial<Record<'event_type' | 'body' | 'url' | 'source_id' | 'destination_id' | 'secret', string>>;

export interface Start {
  eventType?: string | undefined;
  provider?: string | undefined;
  body: string;
}

/** Where a payload begins: a source of its provider, where there is one. */
export function newSendDraft(start: Start, sources: readonly Source[], destinations: readonly Destination[]): SendDraft {
  const own = sources.find(({ provider }) => provider === start.provider) ?? sources[0];
  return {
    eventType: start.eventType ?? 'demo.order.paid',
    provider: start.provider ?? '',
    body: start.body,
    target: own ? 'source' : destinations.length > 0 ? 'destination' : 'url',
    sourceId: own?.id ?? '',
    destinationId: destinations[0]?.id ?? '',
    url: '',
    secret: '',
    isRefreshed: true,
    headers: [],
  };
}

export function sendErrors(draft: SendDraft): SendErrors {
  const errors: SendErrors = {};
  if (!draft.eventType.trim()) errors.event_type = t`Name the kind, like order.paid.`;
  if (!draft.body.trim()) errors.body = t`There is nothing to send.`;
  if (draft.target === 'url') {
    const problem = callbackUrlProblem(draft.url);
    if (problem) errors.url = problem;
  }
  if (draft.target === 'source' && !draft.sourceId) errors.source_id = t`There is no source yet.`;
  if (draft.target === 'destination' && !draft.destinationId) errors.destination_id = t`There is no destination yet.`;
  return errors;
}

export function triggerOf(draft: SendDraft): NewTrigger {
  const headers = draft.headers.filter(({ name }) => name.trim()).map(({ name, value }) => ({ name: name.trim(), value }));
  return {
    event_type: draft.eventType.trim(),
    body: draft.body,
    refresh: draft.isRefreshed,
    headers,
    ...(draft.provider && { provider: draft.provider }),
    ...(draft.target === 'source' && { source_id: draft.sourceId }),
    ...(draft.target === 'destination' && { destination_id: draft.destinationId }),
    ...(draft.target === 'url' && { url: draft.url.trim() }),
    ...(draft.target === 'url' && draft.secret.trim() && { secret: draft.secret.trim() }),
  };
}
