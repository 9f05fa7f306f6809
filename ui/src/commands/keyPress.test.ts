import { afterEach, expect, test } from 'vitest';

import { setChosenShortcuts } from './chosenShortcuts';
import { type CommandId, commands, shortcutsOf, usualKeys } from './commandList';
import { conflictsOf, isKeyInPlace, isShortcutText, shortcutOf } from './keyPress';

afterEach(() => setChosenShortcuts());

const press = (key: string, held: Partial<Record<'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey', boolean>> = {}) =>
  shortcutOf({ key, metaKey: false, ctrlKey: false, shiftKey: false, altKey: false, ...held });

test.each([
  [press('k', { ctrlKey: true }), 'Mod+K'],
  [press('K', { metaKey: true, shiftKey: true }), 'Mod+Shift+K'],
  [press('j'), 'J'],
  [press('?', { shiftKey: true }), '?'],
  [press('=', { ctrlKey: true }), 'Mod+='],
  [press('F6', { shiftKey: true }), 'Shift+F6'],
  [press('7', { altKey: true }), 'Alt+7'],
  [press('Shift', { shiftKey: true }), null],
  [press('Escape'), null],
  [press('Enter', { ctrlKey: true }), null],
])('a press is the shortcut %j', (pressed, expected) => {
  expect(pressed).toBe(expected);
});

test('every key that ships is written as a press is read', () => {
  for (const id of Object.keys(commands) as CommandId[]) {
    for (const key of usualKeys(id)) expect(isShortcutText(key), `${id}: ${key}`).toBe(true);
  }
});

test('no two commands share keys as they ship', () => {
  for (const id of Object.keys(commands) as CommandId[]) expect(conflictsOf(id), id).toEqual([]);
});

test('what a person chose takes the place of the usual keys, and a conflict is said on both sides', () => {
  setChosenShortcuts({ settings: ['Mod+K', 'Mod+,'], filter: [] });
  expect(shortcutsOf('settings')).toEqual(['Mod+K', 'Mod+,']);
  expect(shortcutsOf('filter')).toEqual([]);
  expect(conflictsOf('settings')).toEqual(['palette']);
  expect(conflictsOf('palette')).toEqual(['settings']);
});

test('keys that lists hear are known', () => {
  expect(isKeyInPlace('J')).toBe(true);
  expect(isKeyInPlace('Mod+K')).toBe(false);
});
