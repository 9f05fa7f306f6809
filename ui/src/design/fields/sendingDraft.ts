import { t } from '@lingui/core/macro';

import { type HeaderProblem, headerProblem } from './headerProblem';
import type { HeaderRow } from './HeaderRows';

/** The limits the engine holds a destination to. */
const TIMEOUT_MIN_S = 0.1;
const TIMEOUT_MAX_S = 120;
const CONCURRENCY_MAX = 256;

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
export function sentHeaderProblem(headers: readonly HeaderRow[]): HeaderProblem | null {
  return headerProblem(headers, OWN_HEADERS, (name) => t`${name} is set by the delivery itself.`);
}

/** Sentences by field; the names are the API's. */
export function sendingProblems(draft: SendingDraft): Partial<Record<'headers' | 'timeout_ms' | 'concurrency', string>> {
  const timeout_s = Number(draft.timeoutSeconds);
  const concurrency = Number(draft.concurrency);
  const header = sentHeaderProblem(draft.headers);
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
