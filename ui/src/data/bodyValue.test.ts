import { expect, test } from 'vitest';

import { bodyValueText, readBodyValue } from './bodyValue';

test.each([
  ['$.data.object.id', '"cus_1"', 'data.object.id=cus_1', 'data.object.id', 'cus_1'],
  ['items[0].amount', '12345678901234567890123', 'items[0].amount=12345678901234567890123', 'items[0].amount', '12345678901234567890123'],
  ['note', '"a = \\"b\\""', 'note=a = "b"', 'note', 'a = "b"'],
  ['["a=b"].c', 'null', '["a=b"].c=null', '["a=b"].c', 'null'],
  ['$[0]', '""', '[0]=', '[0]', ''],
])('the value at %s', (path, written, text, body_path, body_value) => {
  expect(bodyValueText(path, written)).toBe(text);
  expect(readBodyValue(text)).toEqual({ body_path, body_value });
});

test('what is no single value is not looked for', () => {
  expect(bodyValueText('a', '{"b":1}')).toBeNull();
  expect(bodyValueText('a', '[1]')).toBeNull();
  expect(bodyValueText('a', `"${'x'.repeat(500)}"`)).toBeNull();
  expect(readBodyValue('data.object.id')).toBeNull();
  expect(readBodyValue('=1')).toBeNull();
});
