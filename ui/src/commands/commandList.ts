import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';

import type { GlyphName } from '../design/glyphs';
import { type ChosenShortcuts, chosenShortcuts } from './chosenShortcuts';

/** The groups of the palette and of the list of shortcuts, in their order. */
export const commandGroups = ['General', 'Go to', 'Timeline', 'Delivery', 'Editing', 'Window'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** How a command is called and reached; what it does is said by whoever offers it. */
interface Command {
  title: MessageDescriptor;
  group: CommandGroup;
  glyph: GlyphName;
  /** Shortcuts, the one to show first. */
  keys?: readonly string[];
  /** Other words people look for it by. */
  synonyms?: MessageDescriptor;
}

/** The same in the reader's language, with the keys of the reader's choice. */
export interface CommandWords {
  title: string;
  group: CommandGroup;
  glyph: GlyphName;
  keys: readonly string[];
  synonyms?: string;
}

/** Every command there is. Menus, buttons, the palette and the list of shortcuts read their words and keys here. */
export const commands = {
  palette: { title: msg`Command palette`, group: 'General', glyph: 'search', keys: ['Mod+K'] },
  'go-to': { title: msg`Go to…`, group: 'General', glyph: 'arrow-right', keys: ['Mod+P'], synonyms: msg`open jump` },
  shortcuts: { title: msg`Keyboard shortcuts`, group: 'General', glyph: 'key', keys: ['?', 'Mod+?'], synonyms: msg`help keys` },
  'new-subscription': { title: msg`New subscription`, group: 'General', glyph: 'plus', keys: ['Mod+N'], synonyms: msg`add create` },
  'new-source': { title: msg`New source`, group: 'General', glyph: 'plus', synonyms: msg`add create receive` },
  'new-destination': { title: msg`New destination`, group: 'General', glyph: 'plus', synonyms: msg`add create url` },
  'send-payload': { title: msg`Send a payload by hand`, group: 'General', glyph: 'play', synonyms: msg`trigger example webhook` },
  'import-openapi': { title: msg`Import OpenAPI`, group: 'General', glyph: 'plus', synonyms: msg`schemas webhooks` },
  import: {
    title: msg`Import cURL, HAR, JSON or a bundle`,
    group: 'General',
    glyph: 'source',
    synonyms: msg`open file receive paste`,
  },
  'new-mock': { title: msg`New mock destination`, group: 'General', glyph: 'lab', synonyms: msg`add create fake` },
  'attack-receiver': { title: msg`Attack a receiver from the Lab`, group: 'General', glyph: 'lab', synonyms: msg`hostile sender security` },
  'send-test-event': { title: msg`Send test event`, group: 'General', glyph: 'bolt', keys: ['Mod+T'], synonyms: msg`try demo` },
  'pause-receiving': { title: msg`Pause receiving`, group: 'General', glyph: 'pause', synonyms: msg`receiver stop hold` },
  'resume-receiving': { title: msg`Resume receiving`, group: 'General', glyph: 'play', synonyms: msg`receiver start continue` },

  // By number as they stand in the rail.
  timeline: { title: msg`Timeline`, group: 'Go to', glyph: 'timeline', keys: ['Mod+1'], synonyms: msg`events all` },
  failed: { title: msg`Failed`, group: 'Go to', glyph: 'failed', keys: ['Mod+2'], synonyms: msg`errors` },
  waiting: { title: msg`Waiting`, group: 'Go to', glyph: 'waiting', keys: ['Mod+3'], synonyms: msg`queued retrying held` },
  issues: { title: msg`Issues`, group: 'Go to', glyph: 'issue', keys: ['Mod+4'], synonyms: msg`problems failing alerts` },
  'dead-letters': { title: msg`Dead letters`, group: 'Go to', glyph: 'dead_letter', keys: ['Mod+5'], synonyms: msg`gave up` },
  replays: { title: msg`Replays`, group: 'Go to', glyph: 'retrying', keys: ['Mod+6'], synonyms: msg`bulk batches` },
  subscriptions: { title: msg`Subscriptions`, group: 'Go to', glyph: 'subscription', keys: ['Mod+7'] },
  sources: { title: msg`Sources`, group: 'Go to', glyph: 'source', keys: ['Mod+8'] },
  destinations: { title: msg`Destinations`, group: 'Go to', glyph: 'destination', keys: ['Mod+9'] },
  catalogue: { title: msg`Catalogue`, group: 'Go to', glyph: 'catalogue', synonyms: msg`kinds schemas drift examples` },
  lab: { title: msg`Lab`, group: 'Go to', glyph: 'lab', synonyms: msg`mocks hostile` },
  settings: { title: msg`Settings`, group: 'Go to', glyph: 'settings', keys: ['Mod+,'], synonyms: msg`preferences options` },

  filter: { title: msg`Filter events`, group: 'Timeline', glyph: 'filter', keys: ['/', 'Mod+F'], synonyms: msg`search find` },
  export: {
    title: msg`Export events`,
    group: 'Timeline',
    glyph: 'save',
    keys: ['Mod+E'],
    synonyms: msg`save har curl json download bundle`,
  },
  'clear-filter': { title: msg`Clear the filter`, group: 'Timeline', glyph: 'close', synonyms: msg`show all` },
  'save-view': { title: msg`Save this view`, group: 'Timeline', glyph: 'save', keys: ['Mod+S'], synonyms: msg`keep filter name` },
  columns: { title: msg`Choose columns`, group: 'Timeline', glyph: 'timeline', synonyms: msg`body value path` },
  group: { title: msg`Group by event or issue, or not`, group: 'Timeline', glyph: 'more', keys: ['Mod+G'], synonyms: msg`together` },
  follow: { title: msg`Follow the newest, or pause`, group: 'Timeline', glyph: 'pause', keys: ['F'], synonyms: msg`live tail resume stop` },

  replay: { title: msg`Replay the selected delivery`, group: 'Delivery', glyph: 'play', keys: ['R'], synonyms: msg`again resend` },
  'edit-and-replay': { title: msg`Edit the selected delivery and replay it`, group: 'Delivery', glyph: 'play', keys: ['E'], synonyms: msg`change payload headers` },
  'run-now': { title: msg`Run the selected delivery now`, group: 'Delivery', glyph: 'bolt', keys: ['R'], synonyms: msg`retry skip wait` },
  compare: { title: msg`Compare with the last success`, group: 'Delivery', glyph: 'compare', keys: ['C'], synonyms: msg`diff payload changes` },
  cancel: { title: msg`Cancel the selected delivery`, group: 'Delivery', glyph: 'cancelled', synonyms: msg`stop` },
  'acknowledge-issue': { title: msg`Acknowledge the selected issue`, group: 'Delivery', glyph: 'check', keys: ['A'], synonyms: msg`seen take` },
  'ignore-issue': { title: msg`Ignore the selected issue`, group: 'Delivery', glyph: 'minus', keys: ['I'], synonyms: msg`mute hide` },
  'resolve-issue': { title: msg`Resolve the selected issue`, group: 'Delivery', glyph: 'delivered', keys: ['Shift+A'], synonyms: msg`close done` },
  'replay-issue': { title: msg`Replay all dead letters of the issue`, group: 'Delivery', glyph: 'retrying', keys: ['Shift+R'], synonyms: msg`again` },
  'copy-curl': { title: msg`Copy as cURL`, group: 'Delivery', glyph: 'copy', keys: ['Mod+Shift+C'], synonyms: msg`request clipboard` },

  undo: { title: msg`Undo the last change to the set-up`, group: 'Editing', glyph: 'undo', keys: ['Mod+Z'], synonyms: msg`back restore deleted` },
  redo: { title: msg`Redo the change that was undone`, group: 'Editing', glyph: 'redo', keys: ['Mod+Shift+Z'], synonyms: msg`again forward` },

  'toggle-rail': { title: msg`Collapse or expand the rail`, group: 'Window', glyph: 'chevron-left', keys: ['Mod+B'], synonyms: msg`sidebar` },
  'move-inspector': { title: msg`Inspector below or beside the list`, group: 'Window', glyph: 'chevron-down', keys: ['Mod+J'], synonyms: msg`pane position` },
  'zoom-in': { title: msg`Zoom in`, group: 'Window', glyph: 'plus', keys: ['Mod+=', 'Mod++'], synonyms: msg`larger bigger text size` },
  'zoom-out': { title: msg`Zoom out`, group: 'Window', glyph: 'minus', keys: ['Mod+-'], synonyms: msg`smaller text size` },
  'zoom-reset': { title: msg`Actual size`, group: 'Window', glyph: 'search', keys: ['Mod+0'], synonyms: msg`zoom reset text size` },
  'next-pane': { title: msg`Next pane`, group: 'Window', glyph: 'arrow-right', keys: ['F6'], synonyms: msg`focus` },
  'previous-pane': { title: msg`Previous pane`, group: 'Window', glyph: 'arrow-right', keys: ['Shift+F6'], synonyms: msg`focus` },
  'theme-light': { title: msg`Light theme`, group: 'Window', glyph: 'eye', synonyms: msg`appearance colours switch` },
  'theme-dark': { title: msg`Dark theme`, group: 'Window', glyph: 'eye', synonyms: msg`appearance colours switch` },
  'theme-high-contrast': { title: msg`High contrast theme`, group: 'Window', glyph: 'eye', synonyms: msg`appearance colours switch accessibility` },
  'theme-system': { title: msg`Theme as the system`, group: 'Window', glyph: 'eye', synonyms: msg`appearance colours switch` },
} as const satisfies Record<string, Command>;

export type CommandId = keyof typeof commands;

/** The words of one command, in the language of now. */
export function commandWords(id: CommandId): CommandWords {
  const { title, group, glyph, synonyms }: Command = commands[id];
  return { title: i18n._(title), group, glyph, keys: shortcutsOf(id), ...(synonyms && { synonyms: i18n._(synonyms) }) };
}

/** The keys a command has unless a person chose others. */
export function usualKeys(id: CommandId): readonly string[] {
  return (commands[id] as Command).keys ?? [];
}

/** The keys of a command: those a person chose, else the usual ones. */
export function shortcutsOf(id: CommandId, chosen: ChosenShortcuts = chosenShortcuts()): readonly string[] {
  return chosen[id] ?? usualKeys(id);
}

/** The shortcut to show beside it. */
export function keysOf(id: CommandId): string | undefined {
  return shortcutsOf(id)[0];
}

/** What a group is called. */
export function commandGroupTitle(group: CommandGroup): string {
  switch (group) {
    case 'General':
      return t`General`;
    case 'Go to':
      return t`Go to`;
    case 'Timeline':
      return t`Timeline`;
    case 'Delivery':
      return t`Delivery`;
    case 'Editing':
      return t`Editing`;
    case 'Window':
      return t`Window`;
  }
}

/** Keys that a list, a viewer or a form hears itself, because they mean something only there. */
export const keysInPlace: readonly { title: MessageDescriptor; group: CommandGroup; keys: readonly string[] }[] = [
  { title: msg`Next and previous row`, group: 'Timeline', keys: ['J', 'K'] },
  { title: msg`By row, by page, to the ends`, group: 'Timeline', keys: ['↑', '↓', 'PgUp', 'PgDn', 'Home', 'End'] },
  { title: msg`Mark a row`, group: 'Timeline', keys: ['Space'] },
  { title: msg`Mark rows one after the other`, group: 'Timeline', keys: ['Shift+↑', 'Shift+↓'] },
  { title: msg`Mark everything that matches`, group: 'Timeline', keys: ['Mod+A'] },
  { title: msg`The span before and after this one`, group: 'Timeline', keys: ['[', ']'] },
  { title: msg`Go into the inspector`, group: 'Timeline', keys: ['Enter'] },
  { title: msg`Back to the list, close, clear the filter`, group: 'Timeline', keys: ['Esc'] },
  { title: msg`Tabs of the inspector`, group: 'Delivery', keys: ['1', '2', '3', '4', '5'] },
  { title: msg`Find in a body`, group: 'Delivery', keys: ['/', 'Mod+F'] },
  { title: msg`Next and previous match in a body, or change of a comparison`, group: 'Delivery', keys: ['N', 'P'] },
  { title: msg`Swap the sides of a comparison`, group: 'Delivery', keys: ['X'] },
  { title: msg`Go to a line of a body`, group: 'Delivery', keys: ['G'] },
  { title: msg`Save`, group: 'Editing', keys: ['Mod+S'] },
  { title: msg`Hold or resume the subscription in focus`, group: 'Editing', keys: ['H'] },
];
