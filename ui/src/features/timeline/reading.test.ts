import { expect, test } from 'vitest';

import { parseFilter } from './filter';
import { readFilterText } from './reading';

const names = { sources: ['GitHub', 'My shop'], destinations: ['api', 'api two', 'billing'] };
const wrong = (text: string) => {
  const { problem } = readFilterText(text, names);
  return problem && [text.slice(problem.start, problem.end), problem.sentence];
};

test.each(['', 'state:failed', 'status:dead', 'is:waiting', 'type:order.* source:"My shop"', 'destination:api', 'source:git', 'state:failed,held', 'body:cus_1 value:data.id=cus_1'])(
  'nothing is wrong with %s',
  (text) => {
    expect(wrong(text)).toBeNull();
  },
);

test.each([
  ['blue state:broken', 'state:broken', /“broken” is no state/],
  ['state:failed,odd', 'state:failed,odd', /“odd” is no state/],
  ['type:', 'type:', /needs a value/],
  ['source:nowhere x', 'source:nowhere', /No source is called “nowhere”/],
  ['destination:"My shop"', 'destination:"My shop"', /No destination/],
  ['body:', 'body:', /needs a value/],
  ['blue value:data.id', 'value:data.id', /A path and a value belong together/],
])('%s: the part that is wrong, in a sentence', (text, part, sentence) => {
  expect(wrong(text)).toEqual([part, expect.stringMatching(sentence)]);
});

test('a name is not called unknown before the names are there', () => {
  expect(readFilterText('source:nowhere', { sources: null, destinations: null }).problem).toBeNull();
});

test('words that are no field say what they search', () => {
  expect(readFilterText('blue state:failed http://x', names).note).toBe('Searches event types for “blue http://x”. body:"blue http://x" searches bodies.');
  expect(readFilterText('state:failed', names).note).toBeNull();
});

test('status: and is: ask for the state', () => {
  expect(parseFilter('status:failed is:held')).toEqual({ state: 'failed,held' });
});
