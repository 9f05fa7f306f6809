import { t } from '@lingui/core/macro';

import { readBodyValue } from '../../data/bodyValue';
import { filterFields, filterStates, fieldMeant, stateMeant, tokenText, wordOf, WORDS } from './filter';
import { isMeasure, measures } from './measures';

/** The part of what was typed that means nothing, and why. */
export interface ReadingProblem {
  /** Where it stands in the text. */
  start: number;
  end: number;
  sentence: string;
}

/** How the text in the filter field is understood. */
export interface Reading {
  problem: ReadingProblem | null;
  /** What the words that are no field:value will do; null without any. */
  note: string | null;
}

/** The names a filter may mention; null while they are not known yet. */
export interface Names {
  sources: readonly string[] | null;
  destinations: readonly string[] | null;
}

/** Says what is wrong with the text of a filter, and what its free words search. */
export function readFilterText(text: string, names: Names): Reading {
  const free: string[] = [];
  for (const match of text.matchAll(WORDS)) {
    const [whole] = match;
    if (whole === '') continue;
    const { field, value } = wordOf(match);
    const known = field === undefined ? undefined : fieldMeant(field);
    if (!known) {
      if (field ?? value) free.push(field ? `${field}:${value}` : value);
      continue;
    }
    const sentence =
      value === '' ? t`${known}: needs a value, for example ${EXAMPLES[known]}.` : wrongValue(known, value, names);
    if (sentence) return { problem: { start: match.index, end: match.index + whole.length, sentence }, note: null };
  }
  const words = free.filter(Boolean).join(' ');
  if (words === '') return { problem: null, note: null };
  const inBodies = tokenText({ field: 'body', value: words });
  return { problem: null, note: t`Searches event types for “${words}”. ${inBodies} searches bodies.` };
}

const EXAMPLES = {
  state: 'state:failed',
  type: 'type:order.*',
  source: 'source:Shop',
  destination: 'destination:billing',
  body: 'body:cus_123',
  value: 'value:data.object.id=cus_123',
  code: measures.code.example,
  latency: measures.latency.example,
  attempts: measures.attempts.example,
  last: measures.last.example,
  after: measures.after.example,
  before: measures.before.example,
} as const satisfies Record<(typeof filterFields)[number], string>;

function wrongValue(field: (typeof filterFields)[number], value: string, names: Names): string | null {
  if (field === 'state') {
    const unknown = value.split(',').filter(Boolean).find((word) => !filterStates.some((state) => state === stateMeant(word)));
    return unknown === undefined ? null : t`“${unknown}” is no state. Try failed, waiting, delivered or dead_letter.`;
  }
  if (field === 'type' || field === 'body') return null;
  if (field === 'value') return readBodyValue(value) ? null : t`A path and a value belong together: ${EXAMPLES.value}.`;
  if (isMeasure(field)) {
    return measures[field].read(value) ? null : t`${field}: cannot be “${value}”. For example ${EXAMPLES[field]}.`;
  }
  const known = field === 'source' ? names.sources : names.destinations;
  if (!known || isNamed(value, known)) return null;
  return t`No ${field} is called “${value}”.`;
}

/** A whole name, the beginning of exactly one, or an id or slug, which the list of names cannot tell. */
function isNamed(value: string, names: readonly string[]): boolean {
  const lower = value.toLowerCase();
  return names.some((name) => name.toLowerCase() === lower) || names.filter((name) => name.toLowerCase().startsWith(lower)).length === 1;
}
