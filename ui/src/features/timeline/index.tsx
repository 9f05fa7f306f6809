export {
  type Filter,
  filterOf,
  isEmptyFilter,
  joinFilters,
  parseFilter,
  tokensOf,
  tokenWord,
  withoutToken,
} from './filter';
export { bodyColumnText, readColumns } from './columns';
export {
  inspectorTabs,
  type InspectorTab,
  readTimelineSearch,
  type RowGroup,
  shownAs,
  type TimelineSearch,
} from './search';
export type { Suggestion } from './suggestions';
export type { SubRowsProps } from './knownGroups';
export type { GridHandle } from './TimelineGrid';
export { type ShownRows, TimelineList } from './TimelineList';
export { looksIntoBodies, type TimelineQuery } from './timelineQuery';
