import { expect, test } from 'vitest';

import { fitOf } from './fuzzy';

function best(query: string, texts: readonly string[]): string | undefined {
  return texts
    .map((text) => ({ text, fit: fitOf(query, text) }))
    .filter(({ fit }) => fit !== null)
    .sort((one, other) => (other.fit?.score ?? 0) - (one.fit?.score ?? 0))[0]?.text;
}

function marked(query: string, text: string): string | null {
  const fit = fitOf(query, text);
  return fit && [...text].map((letter, index) => (fit.letters.includes(index) ? letter.toUpperCase() : letter)).join('');
}

test.each([
  ['sub', 'new subscription', 'new SUBscription'],
  ['nsub', 'new subscription', 'New SUBscription'],
  ['dl', 'dead letters', 'Dead Letters'],
  ['let dead', 'dead letters', 'DEAD LETters'],
  ['ste', 'send test event', 'Send TEst event'],
  ['pai', 'order.paid', 'order.PAId'],
  ['ORDER', 'order.paid', 'ORDER.paid'],
  ['', 'anything', 'anything'],
])('“%s” means these letters of “%s”', (query, text, expected) => {
  expect(marked(query, text)).toBe(expected);
});

test.each([
  ['xyz', 'new subscription'],
  ['subscriptions', 'subscription'],
  ['test missing', 'send test event'],
  ['bus', 'new subscription'],
  ['ohy', 'a very long name with nothing that anybody ever wanted'],
])('“%s” does not fit “%s”', (query, text) => {
  expect(fitOf(query, text)).toBeNull();
});

test.each([
  ['set', ['Reset everything', 'Settings'], 'Settings'],
  ['so', ['Sources', 'Also'], 'Sources'],
  ['dest', ['New destination', 'Destinations', 'Dead letters of the east'], 'Destinations'],
  ['time', ['Timeline', 'Time-outs of the timeline'], 'Timeline'],
  ['ns', ['New source', 'Actions'], 'New source'],
  ['paid', ['order.paid', 'Pause and idle'], 'order.paid'],
])('of several, “%s” means the likeliest', (query, texts, expected) => {
  expect(best(query, texts)).toBe(expected);
});
