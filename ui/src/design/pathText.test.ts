import { describe, expect, test } from 'vitest';

import { pathText } from './pathText';

describe('a path', () => {
  test.each([
    ['/data/object/amount', 'data.object.amount'],
    ['/lines/0/id', 'lines[0].id'],
    ['', '(the whole payload)'],
    ['/a b', '["a b"]'],
    ['/0', '[0]'],
    ['/01', '["01"]'],
    ['/a~1b/c~0d', '["a/b"]["c~d"]'],
    ['/a~01', '["a~1"]'],
    ['/', '[""]'],
    ['/café', 'café'],
  ])('%s is written %s', (pointer, text) => expect(pathText(pointer)).toBe(text));
});
