import { expect, test } from 'vitest';

import { lengthText, measures, momentText, readLength, readMoment } from './measures';

test.each([
  ['code', '5XX', { status: '5xx' }],
  ['code', '404', { status: '404' }],
  ['code', '400-499', { status: '400-499' }],
  ['code', '>=400', { status: '400-599' }],
  ['code', '>499', { status: '500-599' }],
  ['code', '6xx', null],
  ['latency', '>2s', { latency_ms_min: 2_000 }],
  ['latency', '250ms', { latency_ms_min: 250 }],
  ['latency', 'slow', null],
  ['attempts', '3', { attempts_min: 3 }],
  ['attempts', '>3', { attempts_min: 4 }],
  ['attempts', 'many', null],
  ['last', '90m', { last_ms: 5_400_000 }],
  ['last', '1 week', null],
] as const)('%s:%s', (field, value, expected) => {
  expect(measures[field].read(value)).toEqual(expected);
});

test('a length is written as it is read', () => {
  for (const text of ['90s', '15m', '36h', '7d', '250ms']) expect(lengthText(readLength(text) ?? 0)).toBe(text);
});

test('a moment is written as it is read, by the clock of this computer', () => {
  expect(readMoment('2026-11-28')).toBe(new Date(2026, 10, 28).getTime());
  for (const text of ['2026-11-28T14:03', '2026-11-28T14:03:09.250']) {
    expect(momentText(readMoment(text) ?? 0)).toBe(text);
  }
  expect([readMoment('yesterday'), readMoment('2026-13-40')]).toEqual([null, null]);
});
