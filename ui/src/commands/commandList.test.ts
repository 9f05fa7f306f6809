import { expect, test } from 'vitest';

import { type CommandId, commandGroups, commands, commandWords, keysInPlace } from './commandList';

const ids = Object.keys(commands) as CommandId[];
/** Two commands of which only one can be given at a time. */
const SHARED = new Set(['R', '/', 'Mod+F', 'Mod+S']);

test('no shortcut means two things', () => {
  const uses = new Map<string, string[]>();
  const lines = [...ids.map((id) => commandWords(id)), ...keysInPlace.map((line) => ({ ...line, title: String(line.title.message) }))];
  for (const { title, keys } of lines) {
    for (const key of keys ?? []) uses.set(key, [...(uses.get(key) ?? []), title]);
  }
  const conflicts = [...uses].filter(([key, titles]) => titles.length > 1 && !SHARED.has(key));
  expect(conflicts).toEqual([]);
});

test('every command can be told from the others by its title', () => {
  const titles = ids.map((id) => commandWords(id).title);
  expect(new Set(titles).size).toBe(titles.length);
});

test('every group has something in it', () => {
  const used = new Set([...ids.map((id) => commandWords(id).group), ...keysInPlace.map(({ group }) => group)]);
  expect(commandGroups.filter((group) => !used.has(group))).toEqual([]);
});
