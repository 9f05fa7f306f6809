import { t } from '@lingui/core/macro';

import { commandGroupTitle } from '../../commands';
import type { GlyphName } from '../../design/glyphs';

/** The groups of the palette besides those of the commands, in their order. */
export const entryGroups = [
  'Recent',
  'General',
  'Delivery',
  'Timeline',
  'Go to',
  'Issues',
  'Sources',
  'Destinations',
  'Subscriptions',
  'Saved views',
  'Kinds of events',
  'Events',
  'Window',
] as const;
export type EntryGroup = (typeof entryGroups)[number];

/** What a group is called. */
export function groupTitle(group: EntryGroup): string {
  switch (group) {
    case 'Recent':
      return t`Recent`;
    case 'Issues':
      return t`Issues`;
    case 'Sources':
      return t`Sources`;
    case 'Destinations':
      return t`Destinations`;
    case 'Subscriptions':
      return t`Subscriptions`;
    case 'Saved views':
      return t`Saved views`;
    case 'Kinds of events':
      return t`Kinds of events`;
    case 'Events':
      return t`Events`;
    default:
      return commandGroupTitle(group);
  }
}

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
