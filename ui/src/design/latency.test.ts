import { i18n } from '@lingui/core';
import { afterEach, expect, test } from 'vitest';

import { bytesText } from './formatBytes';
import { latencyShare, latencyText } from './latency';

afterEach(() => i18n.activate('en'));

test.each([
  [0, '0.0 ms'],
  [0.42, '0.4 ms'],
  [1, '1 ms'],
  [37.6, '38 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [1_240, '1.2 s'],
  [9_940, '9.9 s'],
  [9_960, '10 s'],
  [59_400, '59 s'],
  [59_900, '1 m'],
  [125_000, '2 m 5 s'],
])('%d ms is %s', (latency_ms, text) => {
  expect(latencyText(latency_ms)).toBe(text);
});

test('a longer latency has a longer bar, and none leaves its cell', () => {
  const shares = [0, 1, 30, 60, 1_200, 10_000, 90_000].map(latencyShare);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
});

test('measures are written as the language has it', () => {
  i18n.load('de', {});
  i18n.activate('de');
  expect([latencyText(0.42), latencyText(1_240), bytesText(1_250)]).toEqual(['0,4 ms', '1,2 s', '1,3 kB']);
});
