import { describe, expect, it } from 'vitest';

import {
  newDestinationOf,
  newSubscriptionDraft,
  newSubscriptionOf,
  newTarget,
  portTarget,
  type SubscriptionDraft,
  subscriptionErrors,
  waitsOf,
  withPreset,
} from './subscriptionDraft';

const complete: SubscriptionDraft = {
  ...newSubscriptionDraft('src_1'),
  patterns: ['order.*', 'refund.made'],
  target: { kind: 'stored', destinationId: 'dst_1' },
};

describe('subscriptionErrors', () => {
  it('asks for source, events and destination, in the order of the page', () => {
    expect(Object.keys(subscriptionErrors(newSubscriptionDraft(undefined)))).toEqual([
      'source_id',
      'event_types',
      'destination_id',
    ]);
  });

  it('takes any source', () => {
    expect(subscriptionErrors({ ...complete, sourceId: null })).toEqual({});
  });

  it('checks the URL of a destination still to be made', () => {
    const draft = { ...complete, target: { kind: 'url', ...newTarget('localhost') } as const };
    expect(subscriptionErrors(draft)).toEqual({ url: expect.stringContaining('no web address') });
  });

  it.each([
    ['5 s, soon', '20', /no duration/],
    ['5 s', '51', /0 to 50/],
    ['5 s', '', /0 to 50/],
  ])('checks a custom schedule: %j with jitter %j', (customWaits, jitterPercent, words) => {
    const errors = subscriptionErrors({ ...complete, preset: 'custom', customWaits, jitterPercent });
    expect(errors.retry_schedule).toMatch(words);
  });
});

describe('what is sent', () => {
  it('names the preset, not its waits', () => {
    expect(newSubscriptionOf(complete, 'dst_1')).toEqual({
      source_id: 'src_1',
      event_types: ['order.*', 'refund.made'],
      filter: null,
      transform: null,
      destination_id: 'dst_1',
      retry_schedule: { preset: 'standard', max_age_ms: null, rules: [] },
      ordering: { order: 'none' },
      notify: 'after_3_attempts',
    });
  });

  it('spells a custom schedule out', () => {
    const draft = { ...complete, preset: 'custom' as const, customWaits: '1 s, 2 m', jitterPercent: '0' };
    expect(newSubscriptionOf(draft, 'dst_1').retry_schedule).toEqual({
      preset: 'custom',
      waits_ms: [1_000, 120_000],
      jitter_percent: 0,
      max_age_ms: null,
      rules: [],
    });
  });

  it('sends when to give up earlier, and in which order', () => {
    const draft = {
      ...complete,
      maxAge: '3 d',
      rules: [{ status: '500 - 599', action: 'retry' as const }, { status: '401', action: 'stop' as const }],
      order: { by: 'body' as const, place: ' /data/id ' },
    };
    expect(subscriptionErrors(draft)).toEqual({});
    expect(newSubscriptionOf(draft, 'dst_1')).toMatchObject({
      retry_schedule: {
        preset: 'standard',
        max_age_ms: 259_200_000,
        rules: [{ status: '500-599', action: 'retry' }, { status: '401', action: 'stop' }],
      },
      ordering: { order: 'fifo', key: { by: 'body', pointer: '/data/id' } },
    });
    const wrong = { ...draft, maxAge: 'long', rules: [], order: { by: 'body' as const, place: 'id' } };
    expect(subscriptionErrors(wrong)).toEqual({
      retry_schedule: expect.stringContaining('no duration'),
      ordering: expect.stringContaining('slash'),
    });
  });

  it('sends filter and transform as typed', () => {
    const draft = { ...complete, filter: '{ "type": "order.paid" }', transform: 'function handler(w) { return w }' };
    expect(newSubscriptionOf(draft, 'dst_1')).toMatchObject({
      filter: { type: 'order.paid' },
      transform: 'function handler(w) { return w }',
    });
    expect(subscriptionErrors({ ...complete, filter: '{' })).toEqual({ filter: expect.stringContaining('no JSON') });
  });

  it('drops patterns that everything covers', () => {
    expect(newSubscriptionOf({ ...complete, patterns: ['order.*', '*'] }, 'dst_1').event_types).toEqual(['*']);
  });

  it('makes a destination first when a local port was chosen', () => {
    expect(newDestinationOf(portTarget(3000))).toEqual({
      url: 'http://localhost:3000/webhooks',
      scheme: 'standard-webhooks',
      headers: [],
      timeout_ms: 10_000,
      concurrency: 8,
    });
  });

  it('takes how a new destination is sent to with it, and says what is wrong there', () => {
    const sending = { headers: [{ name: 'X-Team ', value: ' shop' }], timeoutSeconds: '2.5', concurrency: '1' };
    const target = { kind: 'url' as const, ...newTarget('http://localhost/'), sending };
    expect(newDestinationOf(target)).toMatchObject({ headers: [{ name: 'X-Team', value: 'shop' }], timeout_ms: 2_500, concurrency: 1 });
    const wrong = { ...target, sending: { headers: [{ name: 'a b', value: '' }], timeoutSeconds: '', concurrency: '0' } };
    expect(Object.keys(subscriptionErrors({ ...complete, target: wrong }))).toEqual(['headers', 'timeout_ms', 'concurrency']);
  });
});

it('begins Custom with the waits of the preset before it', () => {
  const custom = withPreset(withPreset(complete, 'fast-local'), 'custom');
  expect(waitsOf(custom)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
});
