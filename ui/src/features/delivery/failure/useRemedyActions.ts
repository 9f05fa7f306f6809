import { t } from '@lingui/core/macro';
import { useNavigate } from '@tanstack/react-router';

import type { DeliveryDetail, DestinationPatch, FailureRemedy } from '../../../contract';
import { problemOf } from '../../../data/client';
import { useDestinationRemedy } from '../../../data/explanation';
import { useToast } from '../../../design/Toast';
import { platform } from '../../../platform/platform';
import { useUndoToast } from '../../../undo';
import { useDeliveryActions } from '../useDeliveryActions';

type Act = (remedy: FailureRemedy) => void;

/** What happens at once when a remedy is chosen; kinds that lead elsewhere are not among them. */
export function useRemedyActions(delivery: DeliveryDetail): {
  act: Partial<Record<FailureRemedy['kind'], Act>>;
  isBusy: boolean;
} {
  const navigate = useNavigate();
  const toast = useToast();
  const undoToast = useUndoToast();
  const { change, enable } = useDestinationRemedy(delivery.destination_id);
  const open = (id: string) => void navigate({ to: '/timeline', search: { selected: id } });
  const { replay, runNow } = useDeliveryActions(delivery.id, open);
  const onError = (error: unknown) => {
    const { detail, hint } = problemOf(error);
    toast({ title: detail, tone: 'failure', ...(hint && { detail: hint }) });
  };
  const patch = (body: DestinationPatch) => change.mutate(body, { onSuccess: () => void undoToast(), onError });

  const act: Partial<Record<FailureRemedy['kind'], Act>> = {
    replay: () => replay.mutate(),
    run_now: () => runNow.mutate(),
    enable_destination: () =>
      enable.mutate(undefined, { onSuccess: () => toast({ title: t`It takes deliveries again.`, tone: 'success' }), onError }),
    pause_destination: () => patch({ is_paused: true }),
    raise_timeout: (remedy) => remedy.kind === 'raise_timeout' && patch({ timeout_ms: remedy.timeout_ms }),
    lower_rate: (remedy) => remedy.kind === 'lower_rate' && patch({ rate_limit: remedy.rate_limit }),
    raise_concurrency: (remedy) => remedy.kind === 'raise_concurrency' && patch({ concurrency: remedy.concurrency }),
    copy_signature: (remedy) => {
      if (remedy.kind !== 'copy_signature') return;
      void platform().copyText(`${remedy.name}: ${remedy.value}`);
      toast({ title: t`Copied.`, tone: 'success' });
    },
    save_body: () => void save().catch(onError),
  };
  const save = async () => {
    const place = await platform().save({
      path: `/api/v1/events/${delivery.event_id}/body`,
      name: `${delivery.event_type}-${delivery.event_id}`,
    });
    if (place !== null) toast({ title: t`Saved.`, tone: 'success', detail: place });
  };
  return { act, isBusy: change.isPending || enable.isPending || replay.isPending || runNow.isPending };
}
