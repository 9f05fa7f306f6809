import { expect, it } from 'vitest';

import { sentHeaderProblem } from '../../design/fields/sendingDraft';
import { destinationErrors, newDestinationDraft, newDestinationOf } from './destinationDraft';

const draft = { ...newDestinationDraft(), url: 'http://localhost:3000/webhooks' };

it('needs nothing but a URL', () => {
  expect(destinationErrors(newDestinationDraft())).toEqual({ url: expect.stringContaining('Enter the URL') });
  expect(destinationErrors(draft)).toEqual({});
  expect(newDestinationOf(draft)).toEqual({
    url: 'http://localhost:3000/webhooks',
    scheme: 'standard-webhooks',
    headers: [],
    timeout_ms: 10_000,
    concurrency: 8,
    rate_limit: null,
    emits: null,
  });
});

it('sends a rate limit and the kind of the events its answers become', () => {
  const limited = { ...draft, rateAttempts: '60', ratePer: 'minute' as const, emits: ' ticket.sentiment ' };
  expect(newDestinationOf(limited)).toMatchObject({
    rate_limit: { attempts: 60, per: 'minute' },
    emits: 'ticket.sentiment',
  });
  expect(destinationErrors({ ...draft, rateAttempts: '0', emits: 'a b' })).toEqual({
    rate_limit: expect.stringContaining('From 1'),
    emits: expect.stringContaining('no spaces'),
  });
});

it('leaves blank header rows out and trims the others', () => {
  const headers = [
    { name: '', value: ' ' },
    { name: ' X-Api-Key ', value: ' 7 ' },
  ];
  expect(sentHeaderProblem(headers)).toBeNull();
  expect(newDestinationOf({ ...draft, headers }).headers).toEqual([{ name: 'X-Api-Key', value: '7' }]);
});

it.each([
  [[{ name: 'X Key', value: '1' }], 0],
  [[{ name: '', value: 'orphan' }], 0],
  [
    [
      { name: 'Accept', value: '*/*' },
      { name: 'Webhook-Signature', value: 'v1,x' },
    ],
    1,
  ],
])('points at the header row that cannot be sent: %j', (headers, index) => {
  expect(sentHeaderProblem(headers)?.index).toBe(index);
});

it.each([
  ['timeoutSeconds', '', 'timeout_ms'],
  ['timeoutSeconds', '0.05', 'timeout_ms'],
  ['timeoutSeconds', '121', 'timeout_ms'],
  ['timeoutSeconds', 'ten', 'timeout_ms'],
  ['concurrency', '0', 'concurrency'],
  ['concurrency', '2.5', 'concurrency'],
  ['concurrency', '257', 'concurrency'],
])('%s of %j is refused at %s', (field, value, at) => {
  expect(Object.keys(destinationErrors({ ...draft, [field]: value }))).toEqual([at]);
});
