import { describe, expect, test } from 'vitest';

import { filterOf, joinFilters, parseFilter, tokensOf, tokenText, tokenWord, withoutToken } from './filter';

describe('what a person types', () => {
  test.each([
    ['', {}],
    ['   ', {}],
    ['blue', { q: 'blue' }],
    ['state:failed', { state: 'failed' }],
    [
      'state:failed type:order.* source:shop destination:billing blue green',
      {
        state: 'failed',
        type: 'order.*',
        source: 'shop',
        destination: 'billing',
        q: 'blue green',
      },
    ],
    ['state:dead', { state: 'dead_letter' }],
    ['state:dead-letter', { state: 'dead_letter' }],
    ['STATE:Failed', { state: 'failed' }],
    ['state:queued state:held', { state: 'queued,held' }],
    ['state:queued,held,queued', { state: 'queued,held' }],
    ['source:"My shop" x', { source: 'My shop', q: 'x' }],
    ['source:"My shop', { source: 'My shop' }],
    ['"two words"', { q: 'two words' }],
    ['type:', { q: 'type:' }],
    ['body:cus_1', { body: 'cus_1' }],
    ['value:data.id=cus_1', { value: 'data.id=cus_1' }],
    ['value:"note=a \\"b\\" c" x', { value: 'note=a "b" c', q: 'x' }],
    ['body:"C:\\temp" x', { body: 'C:\\temp', q: 'x' }],
    ['http://example.com', { q: 'http://example.com' }],
  ])('%s', (text, filter) => {
    expect(parseFilter(text)).toEqual(filter);
  });
});

test('a filter typed behind chips adds to them', () => {
  const chips = { state: 'failed', type: 'order.*' };
  expect(joinFilters(chips, parseFilter('type:refund.* state:held'))).toEqual({
    state: 'failed,held',
    type: 'refund.*',
  });
});

test('chips can be read back as text, and the text means the same', () => {
  const filter = { state: 'dead_letter', source: 'My shop', q: 'blue' };
  const text = tokensOf(filter).map(tokenText).join(' ');
  expect(text).toBe('state:dead_letter source:"My shop" blue');
  expect(parseFilter(text)).toEqual(filter);
});

test.each(['note=a "b" c', '["odd name"].a=1', 'a=C:\\new "x"', 'say "hi"'])('%s is read back as it was', (value) => {
  expect(parseFilter(tokenText({ field: 'value', value }))).toEqual({ value });
});

test('a chip is said in words', () => {
  expect(tokenWord({ field: 'state', value: 'dead_letter,held' })).toBe('dead letter, held');
  expect(tokenWord({ field: 'type', value: 'order_paid' })).toBe('order_paid');
});

test('a removed chip is gone from the filter', () => {
  expect(withoutToken({ state: 'failed', q: 'x' }, { field: 'state', value: 'failed' })).toEqual({ q: 'x' });
});

test('the open row is no part of the filter', () => {
  expect(filterOf({ state: 'failed', selected: 'dlv_1', tab: 'why' })).toEqual({ state: 'failed' });
});
