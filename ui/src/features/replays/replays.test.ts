import { expect, test } from 'vitest';

import type { Replay } from '../../contract';
import { newReplayDraft, newReplayOf } from './replayDraft';
import { selectionText } from './replayWords';
import { trialOf } from './TriedOne';

const replay: Replay = {
  id: 'rpl_1',
  states: ['dead_letter'],
  from_destination_id: null,
  source_id: null,
  event_type: null,
  reason: null,
  issue_id: null,
  replay_id: null,
  q: null,
  status: null,
  latency_ms_min: null,
  attempts_min: null,
  since_ms: null,
  until_ms: null,
  chosen: null,
  subscription_id: null,
  received_from_ms: null,
  received_until_ms: null,
  destination_id: null,
  skip_delivered: true,
  rate_limit: null,
  stop_after_failures: null,
  deliveries_max: null,
  keep_order: false,
  state: 'finished',
  stopped_because: null,
  planned: 1,
  made: 1,
  skipped: 0,
  created_at_ms: 0,
  ended_at_ms: null,
  queued: 0,
  sending: 0,
  retrying: 0,
  delivered: 0,
  dead_letters: 0,
  cancelled: 0,
};

test('the one that is tried decides about the rest', () => {
  expect(trialOf(undefined)).toBe('none');
  expect(trialOf({ ...replay, sending: 1 })).toBe('running');
  expect(trialOf({ ...replay, delivered: 1 })).toBe('arrived');
  expect(trialOf({ ...replay, retrying: 1 })).toBe('failed');
  expect(trialOf({ ...replay, dead_letters: 1 })).toBe('failed');
});

test('a replay is called by what was chosen', () => {
  const destinations = [{ id: 'dst_1', name: 'ERP' }];
  const words = (part: Partial<Replay>) => selectionText({ ...replay, ...part }, destinations);
  expect(words({})).toBe('Dead letters');
  expect(words({ from_destination_id: 'dst_1', event_type: 'order.*', reason: '503' })).toBe('Dead letters · to ERP · order.* · 503');
  expect(words({ states: ['delivered'], q: 'pa', status: '500-599', latency_ms_min: 2_000, attempts_min: 3 })).toBe(
    'Deliveries · “pa” · 500-599 · from 2,000 ms · from 3 tries',
  );
  expect(words({ chosen: 2, destination_id: 'dst_1' })).toBe('2 chosen deliveries, sent to ERP');
  expect(words({ subscription_id: 'sub_1' })).toBe('What a subscription missed');
});

test('what is asked begins carefully', () => {
  expect(newReplayOf({ states: ['dead_letter'] }, newReplayDraft())).toEqual({
    states: ['dead_letter'],
    destination_id: null,
    rate_limit: { attempts: 5, per: 'second' },
    stop_after_failures: 5,
    skip_delivered: true,
    keep_order: true,
  });
});
