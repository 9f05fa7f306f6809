import type { TimelineRow } from '../../contract';
import type { RowGroup } from './search';
import type { OpenRow } from './shownList';

/** What is known of groups besides their newest row. */
export interface KnownGroups {
  open: readonly OpenRow[];
  /** Of issues, by their ids. */
  issues: ReadonlyMap<string, { title: string; deliveries: number }>;
}

export const nothingKnown: KnownGroups = { open: [], issues: new Map() };

export interface SubRowsProps {
  group: RowGroup;
  /** The rows that are open; each stands for its group. */
  rows: readonly TimelineRow[];
  onKnown: (known: KnownGroups) => void;
}
