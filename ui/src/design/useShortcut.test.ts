import { expect, test } from 'vitest';

import { isShortcut } from './useShortcut';

type Modifier = 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey';
const press = (key: string, ...modifiers: Modifier[]) =>
  ({
    key,
    ctrlKey: modifiers.includes('ctrlKey'),
    metaKey: modifiers.includes('metaKey'),
    shiftKey: modifiers.includes('shiftKey'),
    altKey: modifiers.includes('altKey'),
  }) as KeyboardEvent;

test.each([
  ['Mod+K', press('k', 'ctrlKey')],
  ['Mod+K', press('K', 'metaKey')],
  ['Mod+Shift+Z', press('Z', 'ctrlKey', 'shiftKey')],
  ['Shift+F6', press('F6', 'shiftKey')],
  ['R', press('r')],
  // Which signs need Shift depends on the keyboard.
  ['?', press('?', 'shiftKey')],
  ['?', press('?')],
  ['/', press('/', 'shiftKey')],
  ['Mod++', press('+', 'ctrlKey', 'shiftKey')],
  ['Mod+=', press('=', 'ctrlKey')],
  ['Mod+-', press('-', 'metaKey')],
])('%s is pressed', (keys, event) => {
  expect(isShortcut(keys, event)).toBe(true);
});

test.each([
  ['Mod+K', press('k')],
  ['Mod+Z', press('z', 'ctrlKey', 'shiftKey')],
  ['R', press('R', 'shiftKey')],
  ['R', press('r', 'ctrlKey')],
  ['F6', press('F6', 'shiftKey')],
  ['?', press('?', 'ctrlKey', 'shiftKey')],
])('%s is not pressed', (keys, event) => {
  expect(isShortcut(keys, event)).toBe(false);
});
