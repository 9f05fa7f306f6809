import { t } from '@lingui/core/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { api, ask, problemOf } from '../../data/client';
import { keys } from '../../data/keys';
import { useToast } from '../../design/Toast';

/** What a person can ask of a delivery. Refusals are shown as notices, in the words of the engine. */
export function useDeliveryActions(id: string, onReplay: (id: string) => void) {
  const client = useQueryClient();
  const toast = useToast();
  const path = { path: { id } };
  const onError = (error: unknown) => {
    const { detail, hint } = problemOf(error);
    toast({ title: detail, tone: 'failure', ...(hint && { detail: hint }) });
  };
  const refresh = () => client.invalidateQueries({ queryKey: keys.delivery(id) });

  const replay = useMutation({
    mutationFn: () => ask(api.POST('/api/v1/deliveries/{id}/replay', { params: path })),
    onSuccess: (created) => onReplay(created.id),
    onError,
  });
  const runNow = useMutation({
    mutationFn: () => ask(api.POST('/api/v1/deliveries/{id}/run-now', { params: path })),
    onSuccess: refresh,
    onError,
  });
  const cancel = useMutation({
    mutationFn: () => ask(api.POST('/api/v1/deliveries/{id}/cancel', { params: path })),
    onSuccess: () => {
      toast({ title: t`Cancelled.` });
      return refresh();
    },
    onError,
  });
  return { replay, runNow, cancel };
}
