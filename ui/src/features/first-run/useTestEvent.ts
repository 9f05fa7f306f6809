import { t } from '@lingui/core/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { api, ask, problemOf } from '../../data/client';
import { useOverview } from '../../data/overview';
import { latencyText } from '../../design/latency';
import { useToast } from '../../design/Toast';

/** Sends a signed event from this app to this app, through the oldest source, and opens it. */
export function useTestEvent(): { send: () => void; isSending: boolean; disabledReason: string | undefined } {
  const { data: overview } = useOverview();
  const navigate = useNavigate();
  const toast = useToast();
  const sourceId = overview?.first_source_id ?? null;
  const isFirst = overview?.counts.total === 0;

  const { mutate, isPending } = useMutation({
    mutationFn: async (id: string) => {
      const begun_ms = performance.now();
      const answer = await ask(api.POST('/api/v1/sources/{id}/test-event', { params: { path: { id } }, body: {} }));
      return { answer, took_ms: performance.now() - begun_ms };
    },
    onSuccess: ({ answer, took_ms }) => {
      const took = latencyText(took_ms);
      const isReceived = answer.status !== null && answer.status < 300;
      if (!isReceived)
        toast({ title: t`The test event was not accepted.`, detail: answer.explanation, tone: 'failure' });
      else if (isFirst) toast({ title: t`First event received in ${took}.`, tone: 'success' });
      else toast({ title: t`Test event received.`, tone: 'success' });
      if (answer.event_id !== null) void navigate({ to: '/timeline', search: { selected: answer.event_id } });
    },
    onError: (error) => {
      const { detail, hint } = problemOf(error);
      toast({ title: detail, tone: 'failure', ...(hint && { detail: hint }) });
    },
  });

  return {
    send: () => {
      if (sourceId !== null && !isPending) mutate(sourceId);
    },
    isSending: isPending,
    disabledReason:
      sourceId === null
        ? t`There is no source yet. Connect one first.`
        : overview?.receiver.state === 'paused'
          ? t`Receiving is paused.`
          : undefined,
  };
}
