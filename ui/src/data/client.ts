import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import createClient from 'openapi-fetch';

import type { paths, Problem, Stated } from '../contract';
import { platform } from '../platform/platform';

/** Every operation of the server, typed by its own document. Wrap calls in `ask`. Its words are in the reader's language. */
export const api = createClient<paths>({
  baseUrl: '',
  fetch: (request) => {
    request.headers.set('accept-language', i18n.locale);
    return platform().request(request);
  },
});

/** What went wrong, in the words of the API. */
export type ShownProblem = Pick<Problem, 'code' | 'detail' | 'hint' | 'field'>;

/** A request that was refused, or that reached nobody. */
export class ProblemError extends Error {
  constructor(
    readonly problem: ShownProblem,
    /** The HTTP status; 0 when nobody answered. */
    readonly status: number,
  ) {
    super(problem.detail);
    this.name = 'ProblemError';
  }
}

function engineLost(): ShownProblem {
  return {
    code: 'engine_lost',
    detail: t`The engine did not answer.`,
    hint: t`Check that Tacklebox is running, then try again.`,
    field: null,
  };
}

interface Outcome<Answer> {
  data?: Answer;
  error?: unknown;
  response: globalThis.Response;
}

/** Waits for an answer of `api`, or throws a `ProblemError`. */
export async function ask<Answer>(call: Promise<Outcome<Answer>>): Promise<Stated<Answer>> {
  let outcome: Outcome<Answer>;
  try {
    outcome = await call;
  } catch {
    throw new ProblemError(engineLost(), 0);
  }
  if (!outcome.response.ok) throw new ProblemError(problemIn(outcome.error, outcome.response), outcome.response.status);
  // The document marks what may be null as what may be absent; the server always writes it.
  return outcome.data as Stated<Answer>;
}

/** Any error as a problem that can be shown. */
export function problemOf(error: unknown): ShownProblem {
  if (error instanceof ProblemError) return error.problem;
  const detail = error instanceof Error && error.message ? error.message : t`Something unexpected happened.`;
  return { code: 'unexpected', detail, hint: null, field: null };
}

function problemIn(error: unknown, response: globalThis.Response): ShownProblem {
  if (isProblem(error)) {
    return { code: error.code, detail: asSentence(error.detail), hint: error.hint ?? null, field: error.field ?? null };
  }
  return {
    code: `http_${response.status}`,
    detail: t`The engine answered ${`${response.status} ${response.statusText}`.trimEnd()}.`,
    hint: null,
    field: null,
  };
}

function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'code' in error && 'detail' in error;
}

/** Details are written like log lines: small at the begin, nothing at the end. */
export function asSentence(text: string): string {
  const isWordFirst = /^[a-z]/.test(text);
  const begun = isWordFirst ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}
