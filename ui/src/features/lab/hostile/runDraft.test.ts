import { describe, expect, it } from 'vitest';

import { draftOfRun, newRunDraft, newRunOf, type RunDraft, runErrors } from './runDraft';
import { attacks, resultOf, runOf } from './runFixture';

const nothing = { sources: [], destinations: [] };
const ours = {
  sources: [
    { id: 'src_0', provider: 'none', receive_url: 'http://127.0.0.1:4665/in/inbox' },
    { id: 'src_1', provider: 'stripe', receive_url: 'http://127.0.0.1:4665/in/shop' },
  ],
  destinations: [{ id: 'dst_1', url: 'http://localhost:3000/webhooks' }],
};
const words = attacks.map(({ word }) => word);
const draft = (parts: Partial<RunDraft>): RunDraft => ({
  ...newRunDraft(nothing),
  url: 'http://localhost:3000/',
  secret: 'whsec_1',
  ...parts,
});

it('begins with what is there to attack', () => {
  expect(newRunDraft(nothing)).toMatchObject({ target: 'url' });
  expect(newRunDraft({ ...ours, destinations: [] })).toMatchObject({ target: 'source', sourceId: 'src_1' });
  expect(newRunDraft(ours)).toMatchObject({ target: 'destination', destinationId: 'dst_1' });
});

describe('newRunOf', () => {
  it('leaves out what the engine chooses itself', () => {
    expect(newRunOf(newRunDraft(ours), words)).toEqual({ destination_id: 'dst_1', headers: [], options: {} });
    expect(newRunOf({ ...newRunDraft(ours), target: 'source' }, words)).toEqual({ source_id: 'src_1', headers: [], options: {} });
    expect(newRunOf(draft({ scheme: 'none' }), words)).toEqual({ url: 'http://localhost:3000/', scheme: 'none', headers: [], options: {} });
  });

  it('says what was chosen, and always tries the right request first', () => {
    const chosen = draft({
      scheme: 'stripe',
      spared: ['baseline', 'burst'],
      eventType: ' order.paid ',
      body: '{}',
      headers: [{ name: ' X-A ', value: '1' }, { name: '', value: '2' }],
      burst: '5',
      oversizedMib: '1.5',
      limitMib: '1',
      slowSeconds: '0.5',
    });
    expect(newRunOf(chosen, words)).toEqual({
      url: 'http://localhost:3000/',
      scheme: 'stripe',
      secret: 'whsec_1',
      attacks: ['baseline', 'wrong_secret'],
      event_type: 'order.paid',
      body: '{}',
      headers: [{ name: 'X-A', value: '1' }],
      options: { burst: 5, oversized_bytes: 1_572_864, stated_limit_bytes: 1_048_576, slow_ms: 500 },
    });
  });
});

it.each([
  ['url', { url: '' }],
  ['url', { url: 'localhost' }],
  ['secret', { secret: ' ' }],
  ['source_id', { target: 'source' }],
  ['destination_id', { target: 'destination' }],
  ['event_type', { eventType: 'order paid' }],
  ['options.burst', { burst: '201' }],
  ['options.burst', { burst: '1.5' }],
  ['options.oversized_bytes', { oversizedMib: '257' }],
  ['options.stated_limit_bytes', { limitMib: 'none' }],
  ['options.slow_ms', { slowSeconds: '0' }],
] as const)('finds what is wrong at %s: %j', (field, parts) => {
  expect(Object.keys(runErrors(draft(parts)))).toEqual([field]);
});

it('finds nothing wrong with what is right', () => {
  expect(runErrors(draft({}))).toEqual({});
  expect(runErrors(draft({ scheme: 'none', secret: '' }))).toEqual({});
  expect(runErrors({ ...newRunDraft(ours), url: '', secret: '' })).toEqual({});
});

describe('once more', () => {
  const run = runOf([resultOf('baseline', 'pass')], { attacks: ['baseline', 'burst'] });

  it('a run to something of ours is known by its address', () => {
    expect(draftOfRun(run, undefined, words, ours)).toMatchObject({ target: 'destination', destinationId: 'dst_1', spared: ['wrong_secret'] });
    expect(draftOfRun({ ...run, url: ours.sources[0]?.receive_url ?? '' }, undefined, words, ours)).toMatchObject({ target: 'source' });
  });

  it('a run to a URL wants its secret again, unless it is known here', () => {
    const unknown = draftOfRun(run, undefined, words, nothing);
    expect(unknown).toMatchObject({ target: 'url', url: run.url, scheme: 'stripe', secret: '' });
    expect(Object.keys(runErrors(unknown))).toEqual(['secret']);
    expect(draftOfRun(run, { url: run.url, scheme: 'stripe', secret: 'whsec_1' }, words, ours)).toMatchObject({ target: 'url', secret: 'whsec_1' });
  });

  it('asks for the same measures', () => {
    const again = newRunOf(draftOfRun(run, { destination_id: 'dst_1' }, words, ours), words);
    expect(again).toMatchObject({ attacks: ['baseline', 'burst'], options: { burst: 20, oversized_bytes: 31_457_280, slow_ms: 6_000 } });
  });
});
