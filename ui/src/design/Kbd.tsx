import type { ReactNode } from 'react';

import { classNames } from './classNames';
import styles from './Kbd.module.css';

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '');

/** Writes `Mod+Shift+K` the way this system's menus do: ⌘⇧K on macOS, Ctrl+Shift+K elsewhere. */
export function shortcutText(keys: string, mac: boolean = isMac): string {
  if (!mac) return keys.replace(/\bMod\b/g, 'Ctrl');
  const symbols: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃', Enter: '↩' };
  return keys
    .split('+')
    .map((key) => symbols[key] ?? key)
    .join('');
}

/** The keys of a shortcut, e.g. `Mod+S` or `R`. */
export function Kbd({ children, className }: { children: ReactNode; className?: string | undefined }) {
  const text = typeof children === 'string' ? shortcutText(children) : children;
  return <kbd className={classNames(styles.kbd, className)}>{text}</kbd>;
}
