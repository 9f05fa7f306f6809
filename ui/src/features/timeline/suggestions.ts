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
  state: 'failed, waiting, delivered …',
  type: 'order.paid, order.*',
  source: 'where it came from',
  destination: 'where it goes',
} as const;

const stateNotes: Partial<Record<(typeof filterStates)[number], string>> = {
  failed: 'retrying and dead letters',
  waiting: 'queued, sending, retrying and held',
  unrouted: 'no subscription matched',
  rejected: 'the signature is wrong or missing',
  held: 'the destination is paused or disabled',
};

/** What fits behind what was typed so far. */
export function suggest(text: string, known: KnownNames): Suggestion[] {
  const word = /(?:[a-z]+:"[^"]*|\S*)$/i.exec(text)?.[0] ?? '';
  const [, field, begun] = /^([a-z]+):"?(.*)$/i.exec(word) ?? [];
  const fits = (candidate: string, start: string) => candidate.toLowerCase().includes(start.toLowerCase());
  if (field === undefined || begun === undefined) {
    return filterFields
      .filter((name) => name.startsWith(word.toLowerCase()))
      .map((name) => ({ insert: `${name}:`, label: `${name}:`, note: fieldNotes[name], isWhole: false }));
  }
  const whole = (name: (typeof filterFields)[number], values: readonly string[], note: (value: string) => string) =>
    values
      .filter((value) => fits(value, begun))
      .slice(0, SUGGESTIONS_MAX)
      .map((value) => ({ insert: tokenText({ field: name, value }), label: value, note: note(value), isWhole: true }));
  switch (fieldMeant(field)) {
    case 'state':
      return whole('state', filterStates, (value) => stateNotes[value as keyof typeof stateNotes] ?? '').map(
        (each) => ({
          ...each,
          label: each.label.replace('_', ' '),
        }),
      );
    case 'type':
      return whole('type', [...groupPatterns(known.eventTypes), ...known.eventTypes], (value) =>
        value.endsWith('*') ? 'all of this group' : '',
      );
    case 'source':
      return whole('source', known.sources, () => '');
    case 'destination':
      return whole('destination', known.destinations, () => '');
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
