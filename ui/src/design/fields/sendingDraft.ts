import { t } from '@lingui/core/macro';

import type { HeaderRow } from './HeaderRows';

/** The limits the engine holds a destination to. */
const TIMEOUT_MIN_S = 0.1;
const TIMEOUT_MAX_S = 120;
const CONCURRENCY_MAX = 256;
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

/** How a destination is sent to, as it is typed. */
export interface SendingDraft {
  headers: readonly HeaderRow[];
  timeoutSeconds: string;
  concurrency: string;
}

export const USUAL_SENDING: SendingDraft = { headers: [], timeoutSeconds: '10', concurrency: '8' };

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

/** Sentences by field; the names are the API's. */
export function sendingProblems(draft: SendingDraft): Partial<Record<'headers' | 'timeout_ms' | 'concurrency', string>> {
  const timeout_s = Number(draft.timeoutSeconds);
  const concurrency = Number(draft.concurrency);
  const header = headerProblem(draft.headers);
  const isTimeout = draft.timeoutSeconds.trim() && timeout_s >= TIMEOUT_MIN_S && timeout_s <= TIMEOUT_MAX_S;
  const isConcurrency = Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= CONCURRENCY_MAX;
  return {
    ...(header && { headers: header.problem }),
    ...(!isTimeout && { timeout_ms: t`From ${TIMEOUT_MIN_S} to ${TIMEOUT_MAX_S} seconds.` }),
    ...(!isConcurrency && { concurrency: t`From 1 to ${CONCURRENCY_MAX}.` }),
  };
}

/** In the words of the API. */
export function sendingFieldsOf({ headers, timeoutSeconds, concurrency }: SendingDraft) {
  return {
    headers: headers
      .filter(({ name, value }) => name.trim() || value.trim())
      .map(({ name, value }) => ({ name: name.trim(), value: value.trim() })),
    timeout_ms: Math.round(Number(timeoutSeconds) * 1_000),
    concurrency: Number(concurrency),
  };
}
