import { t } from '@lingui/core/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { problemOf } from '../../data/client';
import { keys } from '../../data/keys';
import { useOverview } from '../../data/overview';
import { useChangeSettings } from '../../data/settings';
import { useTimeUntil } from '../../design/clock';
import { dayAndTime } from '../../design/relativeTime';
import { useToast } from '../../design/Toast';

/** Whether the receiver takes events, and the ways to pause it and to have it receive again. */
export function useReceiver() {
  const receiver = useOverview().data?.receiver;
  const until_ms = receiver?.state === 'paused' ? receiver.paused_until_ms : null;
  const isOver = useTimeUntil(until_ms) === 0;
  const client = useQueryClient();
  useEffect(() => {
    // A pause ends without a notice.
    if (isOver) void client.invalidateQueries({ queryKey: keys.overview });
  }, [isOver, client]);

  const change = useChangeSettings();
  const toast = useToast();
  const put = (receiver_pause: { until_ms: number | null } | null) =>
    change.mutate(
      { receiver_pause },
      { onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }) },
    );
  return {
    receiver,
    isPaused: receiver?.state === 'paused' && !isOver,
    until_ms,
    /** Without a time only a person ends it. */
    pause: (for_ms: number | null) => put({ until_ms: for_ms === null ? null : Date.now() + for_ms }),
    resume: () => put(null),
  };
}

/** `Paused`, `Paused until 14:05`. */
export function pausedText(until_ms: number | null): string {
  if (until_ms === null) return t`Paused`;
  const end = dayAndTime(until_ms, Date.now());
  return t`Paused until ${end}`;
}
