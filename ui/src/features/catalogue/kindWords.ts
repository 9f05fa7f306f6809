import { plural, t } from '@lingui/core/macro';

import type { CatalogType, Drift } from '../../contract';
import { grouped } from './grouped';

/** What stands over kinds that come from no source. */
export function noSource(): string {
  return t`Published, or known by its schema`;
}

/** Kinds whose name holds `wanted`, under the name of their source; sources by name, those without one last. */
export function bySource(kinds: readonly CatalogType[], wanted: string): [source: string, kinds: CatalogType[]][] {
  const found = kinds.filter(({ event_type }) => event_type.toLowerCase().includes(wanted.trim().toLowerCase()));
  const none = noSource();
  return grouped(found, ({ source_name }) => source_name ?? none).toSorted(
    ([a], [b]) => Number(a === none) - Number(b === none) || a.localeCompare(b),
  );
}

/** Where the schema of a kind is from. */
export function originWord({ origin, learnt_from, versions }: CatalogType): string {
  const hasVersions = versions > 1;
  switch (origin) {
    case 'given':
      return hasVersions ? t`Schema given, version ${versions}` : t`Schema given`;
    case 'imported':
      return hasVersions ? t`Schema imported, version ${versions}` : t`Schema imported`;
    case 'learnt':
      return hasVersions
        ? plural(learnt_from, {
            one: `Learnt from # event, version ${versions}`,
            other: `Learnt from # events, version ${versions}`,
          })
        : plural(learnt_from, { one: 'Learnt from # event', other: 'Learnt from # events' });
    case null:
      return t`Not looked at yet`;
  }
}

/** What changed at a path, in one sentence. */
export function driftSentence({ path, sort, was, now }: Pick<Drift, 'path' | 'sort' | 'was' | 'now'>): string {
  const place = path === '' ? t`The payload` : path;
  switch (sort) {
    case 'appeared':
      return t`${place} is new: ${now}.`;
    case 'vanished':
      return t`${place} was always there, and is missing.`;
    case 'kind_changed':
      return t`${place} was always ${was}, and is ${now}.`;
    case 'became_null':
      return t`${place} was always ${was}, and is null.`;
    case 'new_value':
      return t`${place} was one of ${was}, and is ${now}.`;
    case 'format_lost':
      return t`${place} was always ${was}, and is ${now}.`;
    default:
      return t`${place} is not as the schema demands: ${was}; it is ${now}.`;
  }
}
