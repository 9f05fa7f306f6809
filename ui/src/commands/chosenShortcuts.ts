import { useSyncExternalStore } from 'react';

/** Keys by the name of the command; a command that is not named has its usual ones. */
export type ChosenShortcuts = Readonly<Record<string, readonly string[]>>;

const NONE: ChosenShortcuts = {};
let chosen: ChosenShortcuts = NONE;
const listeners = new Set<() => void>();

/** The keys a person chose. */
export function chosenShortcuts(): ChosenShortcuts {
  return chosen;
}

/** Takes the keys of the settings. Once they are known, and whenever they change. */
export function setChosenShortcuts(shortcuts: ChosenShortcuts = NONE): void {
  chosen = shortcuts;
  for (const listen of listeners) listen();
}

/** The keys a person chose; whoever shows shortcuts is drawn again when they change. */
export function useChosenShortcuts(): ChosenShortcuts {
  return useSyncExternalStore(subscribe, () => chosen);
}

function subscribe(listen: () => void): () => void {
  listeners.add(listen);
  return () => listeners.delete(listen);
}
