import { expect, test } from 'vitest';

import { keyHints } from './keyHints';

const shown = (...asked: Parameters<typeof keyHints>) =>
  keyHints(...asked).map(({ keys, words }) => `${keys.join(' ')} ${words}`);

test('each pane names its own keys, five at most', () => {
  expect(shown('list', {}, true)).toEqual(['J K move', 'Enter look', 'F follow', '/ filter', 'R replay']);
  expect(shown('editor', {}, true)).toEqual(['Mod+S save', 'F6 next pane', 'Mod+K commands']);
});

test('keys of one’s choice are named, and single keys only while they are on', () => {
  const chosen = { palette: ['Mod+Shift+K'], undo: [] };
  expect(shown('rest', chosen, false)).toEqual(['Mod+Shift+K commands', 'Mod+P go to', 'F6 next pane']);
  expect(shown('list', chosen, false)).toEqual(['Enter look']);
});
