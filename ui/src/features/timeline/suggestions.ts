import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';

import { fieldMeant, filterFields, filterStates, tokenText } from './filter';

/** A way to go on typing. */
export interface Suggestion {
  /** The text that takes the place of the last word. */
  insert: string;
  label: string;
  note: string;
  /** Choosing it makes a whole token; else a value must follow. */
  isWhole: boolean;
}

/** What can be filtered by, as far as known. */
export interface KnownNames {
  sources: readonly string[];
  destinations: readonly string[];
  eventTypes: readonly string[];
}

const SUGGESTIONS_MAX = 12;

const fieldNotes = {
  state: msg`failed, waiting, delivered …`,
  type: 'order.paid, order.*',
  source: msg`where it came from`,
  destination: msg`where it goes`,
  body: msg`a text in the body`,
  value: 'data.object.id=cus_123',
  code: '404, 5xx, >=400',
  latency: '>2s, 250ms',
  attempts: '>1',
  last: '15m, 1h, 7d',
  after: '2026-11-28T14:00',
  before: '2026-11-28T15:00',
} as const;

/** Values that are often meant. */
const measureValues: Partial<Record<(typeof filterFields)[number], readonly string[]>> = {
  code: ['2xx', '3xx', '4xx', '5xx', '>=400', '401', '404', '422', '429', '503'],
  latency: ['>100ms', '>500ms', '>1s', '>2s', '>10s'],
  attempts: ['>1', '>3', '>5'],
  last: ['15m', '1h', '6h', '24h', '7d', '30d'],
};

const stateNotes: Partial<Record<(typeof filterStates)[number], MessageDescriptor>> = {
  failed: msg`retrying and dead letters`,
  waiting: msg`queued, sending, retrying and held`,
  unrouted: msg`no subscription matched`,
  rejected: msg`the signature is wrong or missing`,
  held: msg`the destination is paused or disabled`,
};

/** What fits behind what was typed so far. */
export function suggest(text: string, known: KnownNames): Suggestion[] {
  const word = /(?:[a-z]+:"[^"]*|\S*)$/i.exec(text)?.[0] ?? '';
  const [, field, begun] = /^([a-z]+):"?(.*)$/i.exec(word) ?? [];
  const fits = (candidate: string, start: string) => candidate.toLowerCase().includes(start.toLowerCase());
  if (field === undefined || begun === undefined) {
    return filterFields
      .filter((name) => name.startsWith(word.toLowerCase()))
      .map((name) => ({ insert: `${name}:`, label: `${name}:`, note: words(fieldNotes[name]), isWhole: false }));
  }
  const whole = (name: (typeof filterFields)[number], values: readonly string[], note: (value: string) => string) =>
    values
      .filter((value) => fits(value, begun))
      .slice(0, SUGGESTIONS_MAX)
      .map((value) => ({ insert: tokenText({ field: name, value }), label: value, note: note(value), isWhole: true }));
  switch (fieldMeant(field)) {
    case 'state':
      return whole('state', filterStates, (value) =>
        words(stateNotes[value as keyof typeof stateNotes] ?? ''),
      ).map(
        (each) => ({
          ...each,
          label: each.label.replace('_', ' '),
        }),
      );
    case 'type':
      return whole('type', [...groupPatterns(known.eventTypes), ...known.eventTypes], (value) =>
        value.endsWith('*') ? t`all of this group` : '',
      );
    case 'source':
      return whole('source', known.sources, () => '');
    case 'destination':
      return whole('destination', known.destinations, () => '');
    case 'code':
    case 'latency':
    case 'attempts':
    case 'last': {
      const meant = fieldMeant(field) ?? 'code';
      return whole(meant, measureValues[meant] ?? [], () => '');
    }
    default:
      return [];
  }
}

/** What was typed with its last word replaced. */
export function withSuggestion(text: string, { insert }: Suggestion): string {
  return text.replace(/(?:[a-z]+:"[^"]*|\S*)$/i, () => insert);
}

/** `order.*` for every group that has more than one kind. */
function groupPatterns(eventTypes: readonly string[]): string[] {
  const groups = new Map<string, number>();
  for (const eventType of eventTypes) {
    const dot = eventType.lastIndexOf('.');
    if (dot > 0) groups.set(eventType.slice(0, dot), (groups.get(eventType.slice(0, dot)) ?? 0) + 1);
  }
  return [...groups].filter(([, count]) => count > 1).map(([group]) => `${group}.*`);
}

/** Examples are the same in every language. */
const words = (note: string | MessageDescriptor) => (typeof note === 'string' ? note : i18n._(note));
