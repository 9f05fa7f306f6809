import type { GlyphName } from '../design/glyphs';

/** The groups of the palette and of the list of shortcuts, in their order. */
export const commandGroups = ['General', 'Go to', 'Timeline', 'Delivery', 'Editing', 'Window'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** How a command is called and reached; what it does is said by whoever offers it. */
export interface CommandWords {
  title: string;
  group: CommandGroup;
  glyph: GlyphName;
  /** Shortcuts, the one to show first. */
  keys?: readonly string[];
  /** Other words people look for it by. */
  synonyms?: string;
}

/** Every command there is. Menus, buttons, the palette and the list of shortcuts read their words and keys here. */
export const commands = {
  palette: { title: 'Command palette', group: 'General', glyph: 'search', keys: ['Mod+K'] },
  'go-to': { title: 'Go to…', group: 'General', glyph: 'arrow-right', keys: ['Mod+P'], synonyms: 'open jump' },
  shortcuts: { title: 'Keyboard shortcuts', group: 'General', glyph: 'key', keys: ['?', 'Mod+?'], synonyms: 'help keys' },
  'new-subscription': { title: 'New subscription', group: 'General', glyph: 'plus', keys: ['Mod+N'], synonyms: 'add create' },
  'new-source': { title: 'New source', group: 'General', glyph: 'plus', synonyms: 'add create receive' },
  'new-destination': { title: 'New destination', group: 'General', glyph: 'plus', synonyms: 'add create url' },
  'send-payload': { title: 'Send a payload by hand', group: 'General', glyph: 'play', synonyms: 'trigger example webhook' },
  'import-openapi': { title: 'Import OpenAPI', group: 'General', glyph: 'plus', synonyms: 'schemas webhooks' },
  'new-mock': { title: 'New mock destination', group: 'General', glyph: 'lab', synonyms: 'add create fake' },
  'attack-receiver': { title: 'Attack a receiver from the Lab', group: 'General', glyph: 'lab', synonyms: 'hostile sender security' },
  'send-test-event': { title: 'Send test event', group: 'General', glyph: 'bolt', keys: ['Mod+T'], synonyms: 'try demo' },

  timeline: { title: 'Timeline', group: 'Go to', glyph: 'timeline', keys: ['Mod+1'], synonyms: 'events all' },
  failed: { title: 'Failed', group: 'Go to', glyph: 'failed', keys: ['Mod+2'], synonyms: 'errors' },
  waiting: { title: 'Waiting', group: 'Go to', glyph: 'waiting', keys: ['Mod+3'], synonyms: 'queued retrying held' },
  'dead-letters': { title: 'Dead letters', group: 'Go to', glyph: 'dead_letter', keys: ['Mod+4'], synonyms: 'gave up' },
  subscriptions: { title: 'Subscriptions', group: 'Go to', glyph: 'subscription', keys: ['Mod+5'] },
  sources: { title: 'Sources', group: 'Go to', glyph: 'source', keys: ['Mod+6'] },
  destinations: { title: 'Destinations', group: 'Go to', glyph: 'destination', keys: ['Mod+7'] },
  catalogue: { title: 'Catalogue', group: 'Go to', glyph: 'catalogue', keys: ['Mod+8'], synonyms: 'kinds schemas drift examples' },
  lab: { title: 'Lab', group: 'Go to', glyph: 'lab', keys: ['Mod+9'], synonyms: 'mocks hostile' },
  settings: { title: 'Settings', group: 'Go to', glyph: 'settings', keys: ['Mod+,'], synonyms: 'preferences options' },

  filter: { title: 'Filter events', group: 'Timeline', glyph: 'filter', keys: ['/', 'Mod+F'], synonyms: 'search find' },
  'clear-filter': { title: 'Clear the filter', group: 'Timeline', glyph: 'close', synonyms: 'show all' },
  follow: { title: 'Follow the newest, or pause', group: 'Timeline', glyph: 'pause', keys: ['F'], synonyms: 'live tail resume stop' },

  replay: { title: 'Replay the selected delivery', group: 'Delivery', glyph: 'play', keys: ['R'], synonyms: 'again resend' },
  'run-now': { title: 'Run the selected delivery now', group: 'Delivery', glyph: 'bolt', keys: ['R'], synonyms: 'retry skip wait' },
  cancel: { title: 'Cancel the selected delivery', group: 'Delivery', glyph: 'cancelled', synonyms: 'stop' },
  'copy-curl': { title: 'Copy as cURL', group: 'Delivery', glyph: 'copy', keys: ['Mod+Shift+C'], synonyms: 'request clipboard' },

  'toggle-rail': { title: 'Collapse or expand the rail', group: 'Window', glyph: 'chevron-left', keys: ['Mod+B'], synonyms: 'sidebar' },
  'move-inspector': { title: 'Inspector below or beside the list', group: 'Window', glyph: 'chevron-down', keys: ['Mod+J'], synonyms: 'pane position' },
  'next-pane': { title: 'Next pane', group: 'Window', glyph: 'arrow-right', keys: ['F6'], synonyms: 'focus' },
  'previous-pane': { title: 'Previous pane', group: 'Window', glyph: 'arrow-right', keys: ['Shift+F6'], synonyms: 'focus' },
  'theme-light': { title: 'Light theme', group: 'Window', glyph: 'eye', synonyms: 'appearance colours switch' },
  'theme-dark': { title: 'Dark theme', group: 'Window', glyph: 'eye', synonyms: 'appearance colours switch' },
  'theme-system': { title: 'Theme as the system', group: 'Window', glyph: 'eye', synonyms: 'appearance colours switch' },
} as const satisfies Record<string, CommandWords>;

export type CommandId = keyof typeof commands;

/** The words of one command. */
export function commandWords(id: CommandId): CommandWords {
  return commands[id];
}

/** The shortcut to show beside it. */
export function keysOf(id: CommandId): string | undefined {
  return commandWords(id).keys?.[0];
}

/** Keys that a list, a viewer or a form hears itself, because they mean something only there. */
export const keysInPlace: readonly { title: string; group: CommandGroup; keys: readonly string[] }[] = [
  { title: 'Next and previous row', group: 'Timeline', keys: ['J', 'K'] },
  { title: 'By row, by page, to the ends', group: 'Timeline', keys: ['↑', '↓', 'PgUp', 'PgDn', 'Home', 'End'] },
  { title: 'Go into the inspector', group: 'Timeline', keys: ['Enter'] },
  { title: 'Back to the list, close, clear the filter', group: 'Timeline', keys: ['Esc'] },
  { title: 'Tabs of the inspector', group: 'Delivery', keys: ['1', '2', '3', '4'] },
  { title: 'Save', group: 'Editing', keys: ['Mod+S'] },
];
