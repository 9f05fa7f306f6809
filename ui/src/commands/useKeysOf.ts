import { useChosenShortcuts } from './chosenShortcuts';
import { type CommandId, usualKeys } from './commandList';

/** The shortcut to show beside a command, kept up to date. */
export function useKeysOf(id: CommandId): string | undefined {
  return (useChosenShortcuts()[id] ?? usualKeys(id))[0];
}
