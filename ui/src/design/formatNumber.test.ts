import { expect, it } from 'vitest';

import { bytesText } from './formatBytes';
import { countOf, countText } from './formatNumber';

it('groups thousands', () => {
  expect(countText(1_042_118)).toBe('1,042,118');
});

it('fits the noun to the count', () => {
  expect(countOf(1, 'delivery', 'deliveries')).toBe('1 delivery');
  expect(countOf(0, 'event')).toBe('0 events');
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1 kB'],
  [1_250, '1.3 kB'],
  [999_999, '1 MB'],
  [1_800_000_000, '1.8 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});
