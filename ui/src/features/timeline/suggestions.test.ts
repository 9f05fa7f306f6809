import { expect, test } from 'vitest';

import { filterFields } from './filter';
import { suggest, withSuggestion } from './suggestions';

const known = {
  sources: ['GitHub', 'My shop'],
  destinations: ['api', 'billing'],
  eventTypes: ['order.paid', 'order.created', 'push'],
};
const inserts = (text: string) => suggest(text, known).map(({ insert }) => insert);

test('nothing typed: the fields', () => {
  expect(inserts('')).toEqual(filterFields.map((field) => `${field}:`));
  expect(inserts('last:')).toContain('last:1h');
});

test('a field begun is completed, behind other words too', () => {
  expect(inserts('blue s')).toEqual(['state:', 'source:']);
});

test('free text is left alone', () => {
  expect(inserts('blue')).toEqual([]);
});

test('values of a field, with quotes where the name has a space', () => {
  expect(inserts('source:')).toEqual(['source:GitHub', 'source:"My shop"']);
  expect(inserts('source:"my')).toEqual(['source:"My shop"']);
  expect(inserts('state:de')).toEqual(['state:delivered', 'state:dead_letter']);
});

test('kinds of events come with the pattern of their group', () => {
  expect(inserts('type:order')).toEqual(['type:order.*', 'type:order.paid', 'type:order.created']);
});

test('choosing replaces the last word only', () => {
  const [suggestion] = suggest('blue source:my', known);
  expect(suggestion && withSuggestion('blue source:my', suggestion)).toBe('blue source:"My shop"');
});
