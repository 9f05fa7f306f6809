import type { RowState } from '../../contract';
import { measureFields } from './measures';
import type { TimelineSearch } from './search';

/** The states a filter can name: those of rows, and two words for several at once. */
export const filterStates = [
  'failed',
  'waiting',
  'delivered',
  'retrying',
  'dead_letter',
  'queued',
  'sending',
  'held',
  'cancelled',
  'unrouted',
  'rejected',
] as const satisfies readonly (RowState | 'failed' | 'waiting')[];

/** The words before the colon, in the order they are offered. */
export const filterFields = ['state', 'type', 'source', 'destination', 'body', 'value', ...measureFields] as const;
export type FilterField = (typeof filterFields)[number];

/** One thing to filter by: a field with its value, or free text. */
export interface FilterToken {
  field: FilterField | 'q';
  value: string;
}

/** The filter part of the timeline's address. */
export type Filter = Pick<TimelineSearch, FilterField | 'q'>;

/** What stands between spaces: `field:value`, `"in quotes"` or `field:"in quotes"`, in which `\\"` is a quote, or nothing. */
export const WORDS = /(?:([a-z]+):)?(?:"((?:[^"\\]|\\.)*)"?|(\S*))/gi;

/** A match of `WORDS`. */
export function wordOf([, field, quoted, plain]: RegExpExecArray): { field: string | undefined; value: string } {
  return { field, value: (quoted?.replace(/\\(["\\])/g, '$1') ?? plain ?? '').trim() };
}

/** Splits what a person typed: `state:failed type:order.* source:"My shop" blue`. */
export function parseFilter(text: string): Filter {
  const filter: Filter = {};
  const words: string[] = [];
  for (const match of text.matchAll(WORDS)) {
    const { field, value } = wordOf(match);
    const known = field === undefined ? undefined : fieldMeant(field);
    if (value === '') {
      // A field whose value is still to come is a word.
      if (match[0].endsWith(':')) words.push(match[0]);
      continue;
    }
    if (!known) words.push(field ? `${field}:${value}` : value);
    else if (known === 'state') filter.state = withState(filter.state, value);
    else filter[known] = value;
  }
  const rest = words.join(' ');
  return rest === '' ? filter : { ...filter, q: rest };
}

/** Two filters as one; the later one wins where both speak, but states add up. */
export function joinFilters(earlier: Filter, later: Filter): Filter {
  const joined = { ...earlier, ...later };
  // A span that is given anew takes the place of the other.
  if (later.last) for (const field of ['after', 'before'] as const) if (!later[field]) delete joined[field];
  if ((later.after ?? later.before) && !later.last) delete joined.last;
  if (earlier.state && later.state) joined.state = withState(earlier.state, later.state);
  return joined;
}

/** The parts of a filter, one by one, for showing them as chips. */
export function tokensOf(filter: Filter): FilterToken[] {
  const fields = filterFields.flatMap((field) => {
    const value = filter[field];
    return value ? [{ field, value }] : [];
  });
  return filter.q ? [...fields, { field: 'q' as const, value: filter.q }] : fields;
}

/** A token as one would type it. */
export function tokenText({ field, value }: FilterToken): string {
  const written = /[\s"]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
  return field === 'q' ? written : `${field}:${written}`;
}

/** A value as one would say it: `dead_letter` → `dead letter`. */
export function tokenWord({ field, value }: FilterToken): string {
  return field === 'state'
    ? value
        .split(',')
        .map((state) => state.replace('_', ' '))
        .join(', ')
    : value;
}

/** The filter without one of its parts. */
export function withoutToken(filter: Filter, { field }: FilterToken): Filter {
  const { [field]: _removed, ...rest } = filter;
  return rest;
}

/** The filter with another span of time, or with none. */
export function withSpan({ last: _last, after: _after, before: _before, ...rest }: Filter, span: Filter | null): Filter {
  return { ...rest, ...span };
}

export function isEmptyFilter(filter: Filter): boolean {
  return tokensOf(filter).length === 0;
}

/** The filter alone, without what else the address says. */
export function filterOf(search: TimelineSearch): Filter {
  const given = [...filterFields, 'q' as const].flatMap((field) => (search[field] ? [[field, search[field]]] : []));
  return Object.fromEntries(given) as Filter;
}

/** The field a person meant; `status:` and `is:` ask for the state. */
export function fieldMeant(word: string): FilterField | undefined {
  const lower = word.toLowerCase();
  if (lower === 'status' || lower === 'is') return 'state';
  if (lower === 'since') return 'after';
  if (lower === 'until') return 'before';
  return filterFields.find((field) => field === lower);
}

/** The state a person meant: `dead`, `dead-letter` and `Dead_Letter` are one. Unknown words stay as they are. */
export function stateMeant(word: string): string {
  const plain = word.toLowerCase().replace(/[-\s]/g, '_');
  return (
    filterStates.find((state) => state === plain) ?? filterStates.find((state) => state.startsWith(plain)) ?? plain
  );
}

function withState(states: string | undefined, more: string): string {
  const all = [...(states?.split(',') ?? []), ...more.split(',').filter(Boolean).map(stateMeant)];
  return [...new Set(all)].join(',');
}
