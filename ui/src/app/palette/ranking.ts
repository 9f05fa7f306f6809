import { fitOf } from '../../commands';
import { entryGroups, type EntryGroup, type PaletteEntry } from './paletteEntry';

/** An entry with the letters of its title that were meant. */
export interface RankedEntry {
  entry: PaletteEntry;
  letters: readonly number[];
}

export interface EntrySection {
  group: EntryGroup;
  entries: readonly RankedEntry[];
}

/** As many of one group are shown while something is typed; the rest is found by typing on. */
const GROUP_MAX = 7;
const RECENT_MAX = 5;
/** What was used lately comes before what fits about as well. */
const RECENT_BONUS = 4;
/** Words that are not shown count less than those that are. */
const SYNONYM_SHARE = 0.5;
const DETAIL_SHARE = 0.6;

/** The sections of the palette: the best first while something is typed, in a fixed order with what was used lately otherwise. */
export function sectionsOf(query: string, entries: readonly PaletteEntry[], recent: readonly string[]): EntrySection[] {
  return query.trim() === '' ? withoutQuery(entries, recent) : withQuery(query, entries, recent);
}

function withoutQuery(entries: readonly PaletteEntry[], recent: readonly string[]): EntrySection[] {
  const used = recent
    .flatMap((id) => entries.find((entry) => entry.id === id) ?? [])
    .slice(0, RECENT_MAX);
  const rest = entries.filter((entry) => !used.includes(entry));
  return entryGroups
    .map((group) => ({ group, entries: (group === 'Recent' ? used : rest.filter((entry) => entry.group === group)).map(unmarked) }))
    .filter((section) => section.entries.length > 0);
}

function withQuery(query: string, entries: readonly PaletteEntry[], recent: readonly string[]): EntrySection[] {
  const groups = new Map<EntryGroup, { ranked: RankedEntry; score: number }[]>();
  for (const entry of entries) {
    const fit = entry.isFound ? { score: 0, letters: [] } : fitOfEntry(query, entry);
    if (!fit) continue;
    const score = fit.score + (recent.includes(entry.id) ? RECENT_BONUS : 0);
    groups.set(entry.group, [...(groups.get(entry.group) ?? []), { ranked: { entry, letters: fit.letters }, score }]);
  }
  return [...groups]
    .map(([group, found]) => ({ group, found: found.sort((one, other) => other.score - one.score) }))
    .sort((one, other) => (other.found[0]?.score ?? 0) - (one.found[0]?.score ?? 0))
    .map(({ group, found }) => ({ group, entries: found.slice(0, GROUP_MAX).map(({ ranked }) => ranked) }));
}

function fitOfEntry(query: string, entry: PaletteEntry) {
  const byTitle = fitOf(query, entry.title);
  if (byTitle) return byTitle;
  const byDetail = entry.detail ? fitOf(query, entry.detail) : null;
  if (byDetail) return { score: byDetail.score * DETAIL_SHARE, letters: [] };
  // Several words may lie in several places: `dark theme` in "Theme: dark".
  const byAll = fitOf(query, [entry.title, entry.synonyms, entry.detail].filter(Boolean).join(' '));
  return byAll && { score: byAll.score * SYNONYM_SHARE, letters: [] };
}

function unmarked(entry: PaletteEntry): RankedEntry {
  return { entry, letters: [] };
}
