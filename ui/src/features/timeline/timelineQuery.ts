import { readBodyValue } from '../../data/bodyValue';
import type { Filter } from './filter';
import { measureFields, measures } from './measures';

/** The part of sources and destinations that a filter can name them by. */
export interface Named {
  id: string;
  name: string;
  slug?: string;
}

/** A filter in the words of the API. */
export interface TimelineQuery {
  state?: string;
  event_type?: string;
  source_id?: string;
  destination_id?: string;
  q?: string;
  body_contains?: string;
  body_path?: string;
  body_value?: string;
  status?: string;
  latency_ms_min?: number;
  attempts_min?: number;
  last_ms?: number;
  since_ms?: number;
  until_ms?: number;
}

export type ResolvedFilter =
  | { kind: 'query'; query: TimelineQuery }
  /** A name that nothing has. */
  | { kind: 'unknown'; field: 'source' | 'destination'; name: string };

/** Whether it is asked what stands in bodies, which are in no index. */
export function looksIntoBodies(query: TimelineQuery): boolean {
  return query.body_contains !== undefined || query.body_path !== undefined;
}

/** Turns the names a person wrote into ids. */
export function resolveFilter(
  filter: Filter,
  sources: readonly Named[],
  destinations: readonly Named[],
): ResolvedFilter {
  const query: TimelineQuery = {};
  if (filter.state) query.state = filter.state;
  if (filter.type) query.event_type = filter.type;
  if (filter.q) query.q = filter.q;
  if (filter.body) query.body_contains = filter.body;
  if (filter.value) Object.assign(query, readBodyValue(filter.value));
  for (const field of measureFields) Object.assign(query, filter[field] ? measures[field].read(filter[field]) : null);
  if (filter.source) {
    const source = named(filter.source, sources);
    if (!source) return { kind: 'unknown', field: 'source', name: filter.source };
    query.source_id = source.id;
  }
  if (filter.destination) {
    const destination = named(filter.destination, destinations);
    if (!destination) return { kind: 'unknown', field: 'destination', name: filter.destination };
    query.destination_id = destination.id;
  }
  return { kind: 'query', query };
}

/** The one meant: by id, slug or whole name; else the only one whose name begins so. */
function named(text: string, all: readonly Named[]): Named | undefined {
  const lower = text.toLowerCase();
  const exact = all.find(({ id, name, slug }) => id === text || slug === text || name.toLowerCase() === lower);
  if (exact) return exact;
  const begun = all.filter(({ name }) => name.toLowerCase().startsWith(lower));
  return begun.length === 1 ? begun[0] : undefined;
}
