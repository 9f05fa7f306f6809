import { t } from '@lingui/core/macro';

import { useCommand } from '../commands';
import { problemOf } from '../data/client';
import { newestChange, useConfigurationChanges, useTurnChange } from '../data/configurationChanges';
import { type ToastContent, useToast } from '../design/Toast';
import { changeWords } from './changeWords';

/** Offers undo and redo of what is configured, from every screen. */
export function useUndoCommands(): void {
  const changes = useConfigurationChanges().data ?? [];
  const { undo, redo } = useTurns();
  const hasDone = changes.some((change) => !change.is_undone);
  const hasUndone = changes.some((change) => change.is_undone);
  useCommand('undo', () => undo(null), hasDone ? undefined : t`There is nothing to undo.`);
  useCommand('redo', () => redo(null), hasUndone ? undefined : t`There is nothing to redo.`);
}

/**
 * Says that something was deleted or, in words that are given, what else was done; and offers for ten seconds to take that
 * back. Without an answer it is done all the same.
 */
export function useUndoToast(): (said?: ToastContent) => Promise<void> {
  const toast = useToast();
  const { undo } = useTurns();
  return async (said) => {
    const change = await newestChange().catch(() => undefined);
    const content = said ?? (change && { title: changeWords(change) });
    if (!content) return;
    toast({ ...content, ...(change && { action: { label: t`Undo`, onPress: () => undo(change.number) } }) });
  };
}

/** Takes changes back and makes them again, and says what came of it. */
export function useTurns() {
  const toast = useToast();
  const back = useTurnChange('undo');
  const forward = useTurnChange('redo');
  const fail = (error: Error) => {
    const { detail, hint } = problemOf(error);
    toast({ title: detail, tone: 'failure', ...(hint && { detail: hint }) });
  };
  // Promises, since the screen on which something was deleted is left by then.
  const undo = (number: number | null) =>
    void back.mutateAsync(number).then(
      (change) =>
        toast({
          title: t`Undone: ${changeWords(change)}`,
          action: { label: t`Redo`, onPress: () => redo(change.number) },
        }),
      fail,
    );
  const redo = (number: number | null) =>
    void forward.mutateAsync(number).then(
      (change) =>
        toast({
          title: t`Done again: ${changeWords(change)}`,
          action: { label: t`Undo`, onPress: () => undo(change.number) },
        }),
      fail,
    );
  return { undo, redo };
}
