import { expect, it } from 'vitest';

import { shortcutText } from './Kbd';

it('writes shortcuts the way the system does', () => {
  expect(shortcutText('Mod+Shift+S', true)).toBe('⌘⇧S');
  expect(shortcutText('Mod+Shift+S', false)).toBe('Ctrl+Shift+S');
  expect(shortcutText('R', true)).toBe('R');
});
