import { expect, test } from 'vitest';

import { resolveFilter } from './timelineQuery';

const sources = [
  { id: 'src_1', name: 'My shop', slug: 'k3f9' },
  { id: 'src_2', name: 'GitHub', slug: 'gh' },
];
const destinations = [
  { id: 'dst_1', name: 'api' },
  { id: 'dst_2', name: 'api-v2' },
  { id: 'dst_3', name: 'billing' },
];

test.each([
  [{}, {}],
  [
    { state: 'failed', type: 'order.*', q: 'blue' },
    { state: 'failed', event_type: 'order.*', q: 'blue' },
  ],
  [{ source: 'my shop' }, { source_id: 'src_1' }],
  [{ source: 'k3f9' }, { source_id: 'src_1' }],
  [{ source: 'src_2' }, { source_id: 'src_2' }],
  [{ destination: 'api' }, { destination_id: 'dst_1' }],
  [{ destination: 'bil' }, { destination_id: 'dst_3' }],
])('%o asks for %o', (filter, query) => {
  expect(resolveFilter(filter, sources, destinations)).toEqual({ kind: 'query', query });
});

test('a name that nothing has is said', () => {
  expect(resolveFilter({ source: 'stripe' }, sources, destinations)).toEqual({
    kind: 'unknown',
    field: 'source',
    name: 'stripe',
  });
});

test('a beginning that fits two is no name', () => {
  expect(resolveFilter({ destination: 'ap' }, sources, destinations).kind).toBe('unknown');
});
