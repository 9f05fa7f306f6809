import { t } from '@lingui/core/macro';

import type { Destination, NewDestination } from '../../contract';
import { callbackUrlProblem } from '../../design/fields/callbackUrl';
import type { HeaderRow } from '../../design/fields/HeaderRows';
import { type HmacShape, hmacProblem, USUAL_HMAC } from '../../design/fields/HmacFields';
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

/** The limits the engine holds a destination to. */
const TIMEOUT_MIN_S = 0.1;
const TIMEOUT_MAX_S = 120;
const CONCURRENCY_MAX = 256;
const RATE_MAX = 100_000;
const HEADERS_MAX = 50;

/** A header name as HTTP allows it (RFC 9110 §5.6.2, token). */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Headers the delivery itself decides. */
const OWN_HEADERS = [
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
];

export type RateSpan = NonNullable<Destination['rate_limit']>['per'];

/** What the editor holds while a destination is being made or changed. */
export interface DestinationDraft {
  url: string;
  /** Empty means that it is named after its URL. */
  name: string;
  scheme: Destination['scheme'];
  /** Empty means that the engine makes one. */
  secret: string;
  hmac: HmacShape;
  headers: HeaderRow[];
  access: AccessDraft;
  timeoutSeconds: string;
  concurrency: string;
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
    headers: [],
    access: newAccessDraft(),
    timeoutSeconds: '10',
    concurrency: '8',
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

/** The first header row that cannot be sent, with the reason. */
export function headerProblem(headers: readonly HeaderRow[]): { index: number; problem: string } | null {
  if (headers.length > HEADERS_MAX) return { index: HEADERS_MAX, problem: t`At most ${HEADERS_MAX} headers.` };
  for (const [index, { name, value }] of headers.entries()) {
    if (!name.trim() && !value.trim()) continue;
    if (!HEADER_NAME.test(name.trim())) {
      return { index, problem: t`“${name}” is no header name. Use letters, digits and dashes.` };
    }
    if (OWN_HEADERS.includes(name.trim().toLowerCase())) {
      return { index, problem: t`${name.trim()} is set by the delivery itself.` };
    }
  }
  return null;
}

export function destinationErrors(draft: DestinationDraft): DestinationErrors {
  const errors: DestinationErrors = {};
  const url = callbackUrlProblem(draft.url);
  if (url) errors.url = url;
  if (draft.name.trim().length > 100) errors.name = t`At most 100 characters.`;
  const hmac = draft.scheme === 'hmac' ? hmacProblem(draft.hmac) : null;
  if (hmac) errors.hmac = hmac;
  const header = headerProblem(draft.headers);
  if (header) errors.headers = header.problem;
  Object.assign(errors, missingAccess(draft.access), wrongAccess(draft.access));

  const timeout_s = Number(draft.timeoutSeconds);
  if (!draft.timeoutSeconds.trim() || !(timeout_s >= TIMEOUT_MIN_S && timeout_s <= TIMEOUT_MAX_S)) {
    errors.timeout_ms = t`From ${TIMEOUT_MIN_S} to ${TIMEOUT_MAX_S} seconds.`;
  }
  const concurrency = Number(draft.concurrency);
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > CONCURRENCY_MAX) {
    errors.concurrency = t`From 1 to ${CONCURRENCY_MAX}.`;
  }
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
    headers: draft.headers
      .filter(({ name, value }) => name.trim() || value.trim())
      .map(({ name, value }) => ({ name: name.trim(), value: value.trim() })),
    timeout_ms: Math.round(Number(draft.timeoutSeconds) * 1_000),
    concurrency: Number(draft.concurrency),
    rate_limit: draft.rateAttempts.trim() ? { attempts: Number(draft.rateAttempts), per: draft.ratePer } : null,
    emits: draft.emits.trim() || null,
    ...(draft.scheme === 'hmac' && { hmac: draft.hmac }),
  };
}
