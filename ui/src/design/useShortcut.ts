import { useEffect, useEffectEvent } from 'react';

/** Whether a key press is the given shortcut; `Mod` is ⌘ on macOS and Ctrl elsewhere, so either is taken. */
export function isShortcut(keys: string, event: KeyboardEvent): boolean {
  // The last `+` of `Mod++` is the key.
  const parts = keys.split(/\+(?=.)/);
  const key = parts.at(-1)?.toLowerCase() ?? '';
  // Which signs need Shift depends on the keyboard.
  const isSign = /^[^a-z0-9]$/.test(key);
  return (
    event.key.toLowerCase() === key &&
    (event.metaKey || event.ctrlKey) === parts.includes('Mod') &&
    (isSign || event.shiftKey === parts.includes('Shift')) &&
    event.altKey === parts.includes('Alt')
  );
}

/** Calls `onPress` for a shortcut such as `Mod+S` anywhere in the window, as long as the caller is mounted. */
export function useShortcut(keys: string, onPress: () => void): void {
  const press = useEffectEvent(onPress);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isShortcut(keys, event)) return;
      event.preventDefault();
      press();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [keys]);
}
