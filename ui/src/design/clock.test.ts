import { expect, test } from 'vitest';

import { countdownText, runningClocks } from './clock';

test.each([
  [0, '0:00'],
  [1, '0:01'],
  [4_200, '0:05'],
  [252_000, '4:12'],
  [3_599_500, '1:00:00'],
  [36_000_000, '10:00:00'],
])('%d ms are counted down as %s', (remaining_ms, text) => {
  expect(countdownText(remaining_ms)).toBe(text);
});

test('no clock runs while nothing counts down', () => {
  expect(runningClocks()).toBe(0);
});
