import { expect, test } from 'vitest';

import type { ChangeNotice } from '../contract';
import { staleKeys } from './changes';

function notice(parts: Partial<ChangeNotice>): ChangeNotice {
  return { stale: [], delivery_ids: [], event_ids: [], ...parts };
}

test('the first notice makes every topic stale as a whole', () => {
  const all = ['timeline', 'overview', 'events', 'deliveries', 'sources', 'destinations', 'subscriptions', 'settings'];
  const topics = staleKeys(notice({ stale: all })).filter((key) => key.length === 1);
  expect(topics.map(([topic]) => topic)).toEqual([
    'overview',
    'events',
    'sources',
    'deliveries',
    'destinations',
    'subscriptions',
    'settings',
  ]);
});

test('deliveries that are named are refreshed alone, with the figures that count them', () => {
  expect(staleKeys(notice({ stale: ['deliveries'], delivery_ids: ['dlv_1', 'dlv_2'] }))).toEqual([
    ['deliveries', 'one', 'dlv_1'],
    ['deliveries', 'one', 'dlv_2'],
    ['destinations'],
    ['subscriptions'],
    ['sources'],
    ['events', 'one'],
  ]);
});

test('a notice that names as many as it may leaves some out, so all are refreshed', () => {
  const many = Array.from({ length: 100 }, (_, index) => `dlv_${index}`);
  expect(staleKeys(notice({ stale: ['deliveries'], delivery_ids: many }))).toContainEqual(['deliveries']);
});

test('a new event changes the counts of its source', () => {
  expect(staleKeys(notice({ stale: ['events', 'timeline'], event_ids: ['evt_1'] }))).toEqual([['events'], ['sources']]);
});
