import { t } from '@lingui/core/macro';

import type { HeaderRow } from './HeaderRows';

const HEADERS_MAX = 50;
/** A header name as HTTP allows it (RFC 9110 §5.6.2, token). */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** A header row that cannot be, with the reason. */
export interface HeaderProblem {
  index: number;
  problem: string;
}

export function isHeaderName(text: string): boolean {
  return HEADER_NAME.test(text);
}

/** The first row that cannot be; the names in `own` are written by us, as `ownWords` says. */
export function headerProblem(
  headers: readonly HeaderRow[],
  own: readonly string[],
  ownWords: (name: string) => string,
): HeaderProblem | null {
  if (headers.length > HEADERS_MAX) return { index: HEADERS_MAX, problem: t`At most ${HEADERS_MAX} headers.` };
  for (const [index, { name, value }] of headers.entries()) {
    const trimmed = name.trim();
    if (!trimmed && !value.trim()) continue;
    if (!isHeaderName(trimmed)) {
      return { index, problem: t`“${name}” is no header name. Use letters, digits and dashes.` };
    }
    if (own.includes(trimmed.toLowerCase())) return { index, problem: ownWords(trimmed) };
  }
  return null;
}
