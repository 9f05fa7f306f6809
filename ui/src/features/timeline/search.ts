/** The tabs of the inspector, in the order of the keys 1 to 5. */
export const inspectorTabs = ['why', 'request', 'response', 'attempts', 'compare'] as const;
export type InspectorTab = (typeof inspectorTabs)[number];

/** What the address of the timeline says: the filter, the row that is open, and its tab. */
export interface TimelineSearch {
  /** States, separated by commas; `failed` and `waiting` stand for several. */
  state?: string;
  /** A kind of event or a pattern, `order.*`. */
  type?: string;
  /** Name, slug or id of a source. */
  source?: string;
  /** Name or id of a destination. */
  destination?: string;
  /** A text that the body holds. */
  body?: string;
  /** A value of the body, with the way to it: `data.object.id=cus_1`. */
  value?: string;
  /** Status of the newest answer: `404`, `5xx`, `>=400`. */
  code?: string;
  /** The newest attempt took at least so long: `>2s`. */
  latency?: string;
  /** At least so many attempts. */
  attempts?: string;
  /** Made in so much time up to now: `1h`. */
  last?: string;
  /** Made at this moment or later: `2026-11-28T14:00`. */
  after?: string;
  /** Made before this moment. */
  before?: string;
  /** Free text. */
  q?: string;
  /** Id of the delivery, or of the event without one, that the inspector shows. */
  selected?: string;
  tab?: InspectorTab;
  /** Id of the saved view that this began as. */
  view?: string;
  /** The columns in their order, separated by commas; the usual ones without it. */
  columns?: string;
  /** What rows stand together by. */
  group?: RowGroup;
}

/** What rows can stand together by. */
export const rowGroups = ['event', 'issue'] as const;
export type RowGroup = (typeof rowGroups)[number];

/** What an address says of how rows are shown, whatever the filter. */
export type ShownAs = Pick<TimelineSearch, 'view' | 'columns' | 'group'>;

const FIELDS = [
  'state',
  'type',
  'source',
  'destination',
  'body',
  'value',
  'code',
  'latency',
  'attempts',
  'last',
  'after',
  'before',
  'q',
  'selected',
  'view',
  'columns',
] as const;

/** Reads the search parameters; what is not known is left out. */
export function readTimelineSearch(search: Record<string, unknown>): TimelineSearch {
  const read: TimelineSearch = {};
  for (const field of FIELDS) {
    const value = search[field];
    if (typeof value === 'string' && value !== '') read[field] = value;
  }
  // Notifications and the tray say `row`.
  if (!read.selected && typeof search.row === 'string' && search.row !== '') read.selected = search.row;
  const tab = inspectorTabs.find((known) => known === search.tab);
  if (tab) read.tab = tab;
  const group = rowGroups.find((known) => known === search.group);
  if (group) read.group = group;
  return read;
}

/** How an address shows rows, without its filter and what is open. */
export function shownAs({ view, columns, group }: TimelineSearch): ShownAs {
  return { ...(view && { view }), ...(columns && { columns }), ...(group && { group }) };
}
