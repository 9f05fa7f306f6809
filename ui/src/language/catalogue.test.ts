// @vitest-environment node
import { getCatalogs } from '@lingui/cli/api';
import { getConfig } from '@lingui/conf';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Reading every file takes a while on a busy computer. */
const PATIENCE_MS = 300_000;

const [catalogue] = await getCatalogs(getConfig({ cwd: fileURLToPath(new URL('../..', import.meta.url)) }));
const german = (await catalogue?.read('de')) ?? {};

/*
 * The language is whole or not there: as soon as `npm run translate` has written messages into `de.po`, every message of
 * the code has to stand in it, in German.
 */
test.skipIf(Object.keys(german).length === 0)(
  'every message of the code is there in German',
  async () => {
    const used = (await catalogue?.collect()) ?? {};
    const missing = Object.entries(used)
      .filter(([id]) => !german[id]?.translation)
      .map(([, { message }]) => message);
    expect(Object.keys(used).length).toBeGreaterThan(100);
    expect(missing).toEqual([]);
  },
  PATIENCE_MS,
);

test('what stands in braces in a message stands in its translation too', () => {
  // The words of a plural stand in braces too: `{count, plural, one {try} other {tries}}`.
  const named = (text: string) => text.match(text.includes(', plural,') ? /(?<!\b(?:one|two|other) )\{\w+/g : /\{\w+/g);
  const names = (text: string) => [...new Set(named(text))].sort();
  const differing = Object.values(german).flatMap(({ message, translation }) =>
    message && translation && names(message).join() !== names(translation).join() ? [`${message} → ${translation}`] : [],
  );
  expect(differing).toEqual([]);
});
