import { type ChosenShortcuts, chosenShortcuts } from './chosenShortcuts';
import { type CommandId, commands, keysInPlace, shortcutsOf } from './commandList';

/** Keys that only go with others. */
const MODIFIERS = new Set(['Control', 'Meta', 'Shift', 'Alt', 'AltGraph', 'CapsLock', 'Dead', 'Process']);
/** Keys that lead out of a field, or through it. */
const RESERVED = new Set(['Tab', 'Escape', 'Enter', ' ', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Backspace', 'Delete']);

/** The shortcut that a key press is, `Mod+Shift+K`; null while only modifiers are held, or for keys with a duty of their own. */
export function shortcutOf(event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey'>): string | null {
  const { key } = event;
  if (MODIFIERS.has(key) || RESERVED.has(key)) return null;
  const isMod = event.metaKey || event.ctrlKey;
  const isLetter = /^[a-z0-9]$/i.test(key);
  // Which signs need Shift depends on the keyboard, so Shift is part of a shortcut only with letters and named keys.
  const isShifted = event.shiftKey && (isLetter || key.length > 1);
  const name = isLetter ? key.toUpperCase() : key;
  return [isMod && 'Mod', isShifted && 'Shift', event.altKey && 'Alt', name].filter(Boolean).join('+');
}

/** Whether a text names a shortcut as this program writes them. */
export function isShortcutText(text: string): boolean {
  return /^(Mod\+)?(Shift\+)?(Alt\+)?([A-Z0-9]|F\d{1,2}|[A-Z][A-Za-z]+|[^\sA-Za-z0-9])$/.test(text);
}

/**
 * Commands that share a key of `id`, for a person to choose. Commands that already share one as they ship can never be
 * given at the same time.
 */
export function conflictsOf(id: CommandId, chosen: ChosenShortcuts = chosenShortcuts()): CommandId[] {
  const keys = shortcutsOf(id, chosen);
  const others = (Object.keys(commands) as CommandId[]).filter((other) => other !== id && !areApart(id, other));
  return others.filter((other) => shortcutsOf(other, chosen).some((key) => keys.includes(key)));
}

/** Keys that a list or a form hears itself, and that a command would take from it. */
export function isKeyInPlace(key: string): boolean {
  return keysInPlace.some(({ keys }) => keys.includes(key));
}

function areApart(one: CommandId, other: CommandId): boolean {
  const pair = [one, other].sort().join(' ');
  return pair === 'replay run-now';
}
