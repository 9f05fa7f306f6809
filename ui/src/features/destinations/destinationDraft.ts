import { t } from '@lingui/core/macro';

import type { Destination, NewDestination } from '../../contract';
import { callbackUrlProblem } from '../../design/fields/callbackUrl';
import { type HmacShape, hmacProblem, USUAL_HMAC } from '../../design/fields/HmacFields';
import { type SendingDraft, sendingFieldsOf, sendingProblems, USUAL_SENDING } from '../../design/fields/sendingDraft';
import {
  type AccessDraft,
  type AccessErrors,
  accessDraftOf,
  accessOf,
  missingAccess,
  newAccessDraft,
  newAccessOf,
  wrongAccess,
} from './accessDraft';

/** Most attempts at an even pace. */
const RATE_MAX = 100_000;

export type RateSpan = NonNullable<Destination['rate_limit']>['per'];

/** What the editor holds while a destination is being made or changed. */
export interface DestinationDraft extends SendingDraft {
  url: string;
  /** Empty means that it is named after its URL. */
  name: string;
  scheme: Destination['scheme'];
  /** Empty means that the engine makes one. */
  secret: string;
  hmac: HmacShape;
  access: AccessDraft;
  /** Attempts in a span of time; empty means no limit. */
  rateAttempts: string;
  ratePer: RateSpan;
  /** The kind of event its answers become; empty keeps them as answers. */
  emits: string;
}

/** Sentences by field; the names are the API's, so that its own refusals land in the same places. */
export type DestinationErrors = Partial<
  Record<'url' | 'name' | 'hmac' | 'secrets' | 'headers' | 'timeout_ms' | 'concurrency' | 'rate_limit' | 'emits', string>
> &
  AccessErrors;

export function newDestinationDraft(): DestinationDraft {
  return {
    url: '',
    name: '',
    scheme: 'standard-webhooks',
    secret: '',
    hmac: USUAL_HMAC,
    ...USUAL_SENDING,
    access: newAccessDraft(),
    rateAttempts: '',
    ratePer: 'second',
    emits: '',
  };
}

export function draftOfDestination(destination: Destination): DestinationDraft {
  return {
    url: destination.url,
    name: destination.name,
    scheme: destination.scheme,
    secret: '',
    hmac: destination.hmac ?? USUAL_HMAC,
    headers: destination.headers.map(({ name, value }) => ({ name, value })),
    access: accessDraftOf(destination),
    timeoutSeconds: String(destination.timeout_ms / 1_000),
    concurrency: String(destination.concurrency),
    rateAttempts: destination.rate_limit ? String(destination.rate_limit.attempts) : '',
    ratePer: destination.rate_limit?.per ?? 'second',
    emits: destination.emits ?? '',
  };
}

export function destinationErrors(draft: DestinationDraft): DestinationErrors {
  const errors: DestinationErrors = {};
  const url = callbackUrlProblem(draft.url);
  if (url) errors.url = url;
  if (draft.name.trim().length > 100) errors.name = t`At most 100 characters.`;
  const hmac = draft.scheme === 'hmac' ? hmacProblem(draft.hmac) : null;
  if (hmac) errors.hmac = hmac;
  Object.assign(errors, sendingProblems(draft), missingAccess(draft.access), wrongAccess(draft.access));
  const attempts = Number(draft.rateAttempts);
  if (draft.rateAttempts.trim() && !(Number.isInteger(attempts) && attempts >= 1 && attempts <= RATE_MAX)) {
    errors.rate_limit = t`From 1 to 100,000, or empty for no limit.`;
  }
  if (/\s/.test(draft.emits.trim())) errors.emits = t`A kind of event has no spaces.`;
  return errors;
}

export function newDestinationOf(draft: DestinationDraft): NewDestination {
  return {
    ...fieldsOf(draft),
    ...newAccessOf(draft.access),
    ...(draft.name.trim() && { name: draft.name.trim() }),
    ...(draft.scheme !== 'none' && draft.secret.trim() && { secrets: [draft.secret.trim()] }),
  };
}

export function destinationPatchOf(draft: DestinationDraft) {
  return { ...fieldsOf(draft), ...accessOf(draft.access), ...(draft.name.trim() && { name: draft.name.trim() }) };
}

function fieldsOf(draft: DestinationDraft) {
  return {
    url: draft.url.trim(),
    scheme: draft.scheme,
    ...sendingFieldsOf(draft),
    rate_limit: draft.rateAttempts.trim() ? { attempts: Number(draft.rateAttempts), per: draft.ratePer } : null,
    emits: draft.emits.trim() || null,
    ...(draft.scheme === 'hmac' && { hmac: draft.hmac }),
  };
}
