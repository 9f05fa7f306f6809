import { expect, test } from 'vitest';

import type { PaletteEntry } from './paletteEntry';
import { sectionsOf } from './ranking';

const entry = (id: string, title: string, group: PaletteEntry['group'], more: Partial<PaletteEntry> = {}): PaletteEntry => ({
  id,
  title,
  group,
  glyph: 'info',
  run: () => {},
  ...more,
});

const entries = [
  entry('new-source', 'New source', 'General', { synonyms: 'add create receive' }),
  entry('sources', 'Sources', 'Go to'),
  entry('settings', 'Settings', 'Go to', { synonyms: 'preferences' }),
  entry('src_1', 'Shop', 'Sources', { detail: '/in/shop' }),
  entry('src_2', 'Bakery', 'Sources', { detail: '/in/shop-2' }),
  entry('evt_1', 'order.paid', 'Events', { isFound: true }),
];

const shown = (query: string, recent: readonly string[] = []) =>
  sectionsOf(query, entries, recent).map(({ group, entries: ranked }) => [group, ...ranked.map((each) => each.entry.id)]);

test('with nothing typed, what was used lately comes first, the latest on top, and is not shown twice', () => {
  expect(shown('', ['src_1', 'gone', 'settings'])).toEqual([
    ['Recent', 'src_1', 'settings'],
    ['General', 'new-source'],
    ['Go to', 'sources'],
    ['Sources', 'src_2'],
    ['Events', 'evt_1'],
  ]);
});

test('the section with the best fit comes first, and what was found by the engine last', () => {
  expect(shown('sour')).toEqual([
    ['Go to', 'sources'],
    ['General', 'new-source'],
    ['Events', 'evt_1'],
  ]);
});

test('a title counts more than what stands beside it', () => {
  expect(shown('shop')[0]).toEqual(['Sources', 'src_1', 'src_2']);
});

test('what was used lately comes before what fits about as well', () => {
  expect(shown('so', ['new-source'])[0]?.[0]).toBe('General');
  expect(shown('so')[0]?.[0]).toBe('Go to');
});

test('words that are not shown are found too', () => {
  expect(shown('preferences')[0]).toEqual(['Go to', 'settings']);
});

test('nothing fits', () => {
  expect(sectionsOf('zzz', entries.slice(0, 5), [])).toEqual([]);
});
