import type { GlyphName } from '../../design/glyphs';

/** The groups of the palette besides those of the commands, in their order. */
export const entryGroups = [
  'Recent',
  'General',
  'Delivery',
  'Timeline',
  'Go to',
  'Sources',
  'Destinations',
  'Subscriptions',
  'Kinds of events',
  'Events',
  'Window',
] as const;
export type EntryGroup = (typeof entryGroups)[number];

/** One thing to choose in the palette. */
export interface PaletteEntry {
  /** Stays the same from one time to the next, so that what was used can be remembered. */
  id: string;
  title: string;
  /** What tells it from others of the same name. */
  detail?: string | undefined;
  group: Exclude<EntryGroup, 'Recent'>;
  glyph: GlyphName;
  keys?: string | undefined;
  synonyms?: string | undefined;
  disabledReason?: string | undefined;
  /** Found by its id or kind already, so it is not ranked by its words. */
  isFound?: boolean;
  run: () => void;
}
