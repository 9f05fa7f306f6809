import { plural, t } from '@lingui/core/macro';

import type { ConfigurationChange } from '../../contract';
import { useToast } from '../../design/Toast';
import { useTurns } from '../../undo';

/** Says that a destination was saved, and that it holds for the deliveries that wait: each attempt reads it anew. */
export function useWaitingNotice(): (waiting: number, change: ConfigurationChange | undefined) => void {
  const toast = useToast();
  const { undo } = useTurns();
  return (waiting, change) => {
    const title = t`Destination saved.`;
    if (waiting === 0) return toast({ title, tone: 'success' });
    toast({
      title,
      tone: 'success',
      detail: plural(waiting, {
        one: '# delivery waits. It goes out with what is saved now.',
        other: '# deliveries wait. They go out with what is saved now.',
      }),
      ...(change && { action: { label: t`Undo`, onPress: () => undo(change.number) } }),
    });
  };
}
