import { t } from '@lingui/core/macro';

import { type ChosenShortcuts, type CommandId, shortcutsOf } from '../commands';

/** A part of the window with keys of its own. */
export type PaneName = 'list' | 'inspector' | 'editor' | 'rest';

/** Keys, and what they do in two words at most. */
export interface KeyHint {
  keys: readonly string[];
  words: string;
}

const HINTS_MAX = 5;

/** The pane an element lies in. */
export function paneOf(element: Element | null): PaneName {
  if (element?.closest('form')) return 'editor';
  if (element?.closest('[role="grid"]')) return 'list';
  return element?.closest('section[tabindex="-1"]') ? 'inspector' : 'rest';
}

/** The most useful keys of a pane, five at most, with the keys of the reader's choice. */
export function keyHints(pane: PaneName, chosen: ChosenShortcuts, areSingleKeysOn: boolean): KeyHint[] {
  const of = (id: CommandId, words: string): KeyHint[] => {
    const [keys] = shortcutsOf(id, chosen);
    return keys === undefined ? [] : [{ keys: [keys], words }];
  };
  const all: Record<PaneName, KeyHint[]> = {
    list: [
      { keys: ['J', 'K'], words: t`move` },
      { keys: ['Enter'], words: t`look` },
      ...of('follow', t`follow`),
      ...of('filter', t`filter`),
      ...of('replay', t`replay`),
    ],
    inspector: [
      { keys: ['1', '5'], words: t`tabs` },
      ...of('replay', t`replay`),
      ...of('copy-curl', t`as cURL`),
      { keys: ['Esc'], words: t`back` },
      ...of('move-inspector', t`below or beside`),
    ],
    editor: [
      { keys: ['Mod+S'], words: t`save` },
      ...of('next-pane', t`next pane`),
      ...of('palette', t`commands`),
    ],
    rest: [
      ...of('palette', t`commands`),
      ...of('go-to', t`go to`),
      ...of('undo', t`undo`),
      ...of('next-pane', t`next pane`),
      ...of('shortcuts', t`all keys`),
    ],
  };
  return all[pane].filter(({ keys }) => areSingleKeysOn || keys.every((key) => key.length > 1)).slice(0, HINTS_MAX);
}
