import { plural, t } from '@lingui/core/macro';

import type { RowState, TimelineRow } from '../../contract';

/** States in which something went wrong. */
const FAILED: readonly RowState[] = ['retrying', 'dead_letter', 'rejected'];

/** What is new in a list, as far as it says so. */
interface News {
  /** Rows that came while the list stands still. */
  newCount: number;
  isNewCountMore: boolean;
  /** Rows that came in just now. */
  freshRows: readonly TimelineRow[];
}

/** What is new, for who does not see it; nothing when nothing is. */
export function newsWords({ newCount, isNewCountMore, freshRows }: News): string {
  if (newCount > 0) return t`${newCount}${isNewCountMore ? '+' : ''} new`;
  if (freshRows.length === 0) return '';
  const came = plural(freshRows.length, { one: '# new event', other: '# new events' });
  const failed = freshRows.filter(({ state }) => FAILED.includes(state)).length;
  return failed === 0 ? came : t`${came}, ${failed} failed`;
}
