import type { SavedView } from '../../../contract';
import { columnsText, readColumns, usualColumns } from '../columns';
import { filterOf, parseFilter, tokensOf, tokenText } from '../filter';
import { rowGroups, type TimelineSearch } from '../search';

/** What a view keeps of an address. */
export type KeptView = Pick<SavedView, 'filter' | 'columns' | 'grouping'>;

/** The address of a saved view. */
export function searchOf({ id, filter, columns, grouping }: SavedView): TimelineSearch {
  const written = columnsText(columns);
  const group = rowGroups.find((known) => known === grouping);
  return { view: id, ...parseFilter(filter), ...(written && { columns: written }), ...(group && { group }) };
}

/** What of an address is saved as a view. */
export function keptOf(search: TimelineSearch): KeptView {
  const columns = readColumns(search.columns);
  return {
    filter: tokensOf(filterOf(search)).map(tokenText).join(' '),
    columns: columns === usualColumns ? [] : [...columns],
    grouping: search.group ?? 'none',
  };
}

/** Whether an address shows something else than the view it began as. */
export function differs(search: TimelineSearch, view: SavedView): boolean {
  // A view may have been saved with other words for the same.
  return JSON.stringify(keptOf(search)) !== JSON.stringify(keptOf(searchOf(view)));
}
