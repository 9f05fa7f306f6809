import { t } from '@lingui/core/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { useCommand } from '../../commands';
import { problemOf } from '../../data/client';
import { deliveryQuery } from '../../data/delivery';
import { eventQuery } from '../../data/event';
import { useToast } from '../../design/Toast';
import { lastSuccess } from './lastSuccess';

/** Offers to compare what is selected, a delivery or an event, with the last success of its kind. */
export function useCompareCommand(selected: string | null): void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const open = useMutation({
    mutationFn: async (id: string) => {
      const eventId = id.startsWith('evt_') ? id : (await client.ensureQueryData(deliveryQuery(id))).event_id;
      const event = await client.ensureQueryData(eventQuery(eventId));
      return { left: await lastSuccess(event.event_type, event.source_id, event.id), event };
    },
    onSuccess: ({ left, event }) => {
      if (left !== null) void navigate({ to: '/compare', search: { left, right: event.id } });
      else toast({ title: t`No other ${event.event_type} was delivered yet.` });
    },
    onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }),
  });
  const reason = selected === null ? t`Select a row first.` : open.isPending ? t`It is being asked for.` : undefined;
  useCommand('compare', () => selected !== null && open.mutate(selected), reason);
}
