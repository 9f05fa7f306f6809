import { plural, t } from '@lingui/core/macro';

import type { WaitingDeliveries } from '../../contract';
import { countText } from '../../design/formatNumber';

/** Whether there is anything that does not apply by itself. */
export function needsApplying({ other_schedule, not_meant }: WaitingDeliveries): boolean {
  return other_schedule > 0 || not_meant > 0;
}

/** How many deliveries wait; null when none does. */
export function waitingTitle({ waiting, is_cut }: WaitingDeliveries): string | null {
  if (waiting === 0) return null;
  const least = countText(waiting);
  return is_cut ? t`Saved. More than ${least} deliveries wait.` : plural(waiting, { one: 'Saved. # delivery waits.', other: 'Saved. # deliveries wait.' });
}

/** What applies to them by itself, and what does not. */
export function waitingDetail({ other_schedule, not_meant, elsewhere }: WaitingDeliveries): string {
  return [
    t`They go out with the transform as it is now.`,
    other_schedule > 0 && plural(other_schedule, { one: '# still has the old retry schedule.', other: '# still have the old retry schedule.' }),
    not_meant > 0 && plural(not_meant, { one: '# is no longer meant, and would be cancelled.', other: '# are no longer meant, and would be cancelled.' }),
    elsewhere > 0 && plural(elsewhere, { one: '# goes to the destination it had.', other: '# go to the destination they had.' }),
  ]
    .filter(Boolean)
    .join(' ');
}

/** What became of them. */
export function appliedDetail({ rescheduled, cancelled }: { rescheduled: number; cancelled: number }): string {
  return [
    rescheduled > 0 && plural(rescheduled, { one: '# has the new retry schedule.', other: '# have the new retry schedule.' }),
    cancelled > 0 && plural(cancelled, { one: '# was cancelled.', other: '# were cancelled.' }),
  ]
    .filter(Boolean)
    .join(' ');
}
