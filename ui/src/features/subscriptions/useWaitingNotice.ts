import { t } from '@lingui/core/macro';

import type { ConfigurationChange } from '../../contract';
import { problemOf } from '../../data/client';
import { applyToWaiting, waitingOf } from '../../data/waiting';
import { useToast } from '../../design/Toast';
import { useTurns } from '../../undo';
import { appliedDetail, needsApplying, waitingDetail, waitingTitle } from './waitingWords';

/**
 * Says that a subscription was saved, and what that means for the deliveries that wait: what applies by itself, with the
 * rest to be applied, and the edit to be taken back.
 */
export function useWaitingNotice(): (subscriptionId: string, change: ConfigurationChange | undefined) => Promise<void> {
  const toast = useToast();
  const { undo } = useTurns();
  const apply = (subscriptionId: string) =>
    void applyToWaiting(subscriptionId).then(
      (applied) => toast({ title: t`Applied to waiting deliveries.`, detail: appliedDetail(applied), tone: 'success' }),
      (error: Error) => toast({ title: problemOf(error).detail, tone: 'failure' }),
    );
  return async (subscriptionId, change) => {
    // Without an answer it is saved all the same.
    const waiting = await waitingOf(subscriptionId).catch(() => undefined);
    const title = waiting && waitingTitle(waiting);
    const takeBack = change && { label: t`Undo`, onPress: () => undo(change.number) };
    if (!waiting || !title) {
      return toast({ title: t`Subscription saved.`, tone: 'success', ...(takeBack && { action: takeBack }) });
    }
    const applying = needsApplying(waiting) && { label: t`Apply to waiting deliveries`, onPress: () => apply(subscriptionId) };
    toast({
      title,
      detail: waitingDetail(waiting),
      tone: 'success',
      ...(applying ? { action: applying, ...(takeBack && { secondAction: takeBack }) } : takeBack && { action: takeBack }),
    });
  };
}
