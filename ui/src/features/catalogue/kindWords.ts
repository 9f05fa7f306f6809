import type { CatalogType, Drift } from '../../contract';
import { countOf } from '../../design/formatNumber';
import { grouped } from './grouped';

/** What stands over kinds that come from no source. */
export const NO_SOURCE = 'Published, or known by its schema';

/** Kinds whose name holds `wanted`, under the name of their source; sources by name, those without one last. */
export function bySource(kinds: readonly CatalogType[], wanted: string): [source: string, kinds: CatalogType[]][] {
  const found = kinds.filter(({ event_type }) => event_type.toLowerCase().includes(wanted.trim().toLowerCase()));
  return grouped(found, ({ source_name }) => source_name ?? NO_SOURCE).toSorted(
    ([a], [b]) => Number(a === NO_SOURCE) - Number(b === NO_SOURCE) || a.localeCompare(b),
  );
}

/** Where the schema of a kind is from. */
export function originWord({ origin, learnt_from, versions }: CatalogType): string {
  const version = versions > 1 ? `, version ${versions}` : '';
  switch (origin) {
    case 'given':
      return `Schema given${version}`;
    case 'imported':
      return `Schema imported${version}`;
    case 'learnt':
      return `Learnt from ${countOf(learnt_from, 'event')}${version}`;
    case null:
      return 'Not looked at yet';
  }
}

/** What changed at a path, in one sentence. */
export function driftSentence({ path, sort, was, now }: Pick<Drift, 'path' | 'sort' | 'was' | 'now'>): string {
  const place = path === '' ? 'The payload' : path;
  switch (sort) {
    case 'appeared':
      return `${place} is new: ${now}.`;
    case 'vanished':
      return `${place} was always there, and is missing.`;
    case 'kind_changed':
      return `${place} was always ${was}, and is ${now}.`;
    case 'became_null':
      return `${place} was always ${was}, and is null.`;
    case 'new_value':
      return `${place} was one of ${was}, and is ${now}.`;
    case 'format_lost':
      return `${place} was always ${was}, and is ${now}.`;
    default:
      return `${place} is not as the schema demands: ${was}; it is ${now}.`;
  }
}
