import { describe, expect, it } from 'vitest';

import { eventTypeTree, searchTree, withoutTypes } from './eventTypeTree';

const seen = [
  { event_type: 'invoice.paid', count: 12 },
  { event_type: 'charge.refunded', count: 61 },
  { event_type: 'push', count: 30 },
  { event_type: 'charge.failed', count: 118 },
  { event_type: 'orders/create', count: 5 },
];

describe('eventTypeTree', () => {
  it('groups by the first segment, busiest first, and sums the counts', () => {
    expect(eventTypeTree(seen)).toEqual([
      {
        kind: 'group',
        segment: 'charge',
        wildcard: 'charge.*',
        count: 179,
        types: [
          { event_type: 'charge.failed', count: 118 },
          { event_type: 'charge.refunded', count: 61 },
        ],
      },
      { kind: 'single', event_type: 'push', count: 30 },
      {
        kind: 'group',
        segment: 'invoice',
        wildcard: 'invoice.*',
        count: 12,
        types: [{ event_type: 'invoice.paid', count: 12 }],
      },
      {
        kind: 'group',
        segment: 'orders',
        wildcard: 'orders/*',
        count: 5,
        types: [{ event_type: 'orders/create', count: 5 }],
      },
    ]);
  });

  it('keeps a type that begins with a separator as it is', () => {
    expect(eventTypeTree([{ event_type: '.hidden', count: 1 }])).toEqual([
      { kind: 'single', event_type: '.hidden', count: 1 },
    ]);
  });

  it('keeps a bare type apart from the group of the same name, which its wildcard does not cover', () => {
    const nodes = eventTypeTree([
      { event_type: 'order', count: 2 },
      { event_type: 'order.paid', count: 1 },
    ]);
    expect(nodes.map((node) => node.kind)).toEqual(['single', 'group']);
  });
});

describe('searchTree', () => {
  const nodes = eventTypeTree(seen);

  it('keeps the whole group when its name matches', () => {
    const [group] = searchTree(nodes, 'CHARGE');
    expect(group).toMatchObject({ segment: 'charge', types: [{}, {}] });
  });

  it('keeps only the matching types of other groups', () => {
    expect(searchTree(nodes, 'refund')).toMatchObject([
      { segment: 'charge', types: [{ event_type: 'charge.refunded' }] },
    ]);
  });

  it('keeps everything for blank text', () => {
    expect(searchTree(nodes, '  ')).toEqual(nodes);
  });
});

describe('withoutTypes', () => {
  it('leaves out types, and groups that only they were in', () => {
    const left = withoutTypes(eventTypeTree(seen), [
      { event_type: 'charge.failed', count: 118 },
      { event_type: 'invoice.paid', count: 12 },
      { event_type: 'push', count: 30 },
    ]);
    expect(left.map((node) => (node.kind === 'group' ? node.types.map((type) => type.event_type) : node.event_type))).toEqual([
      ['charge.refunded'],
      ['orders/create'],
    ]);
    // A group still says how much its wildcard means.
    expect(left[0]?.count).toBe(179);
  });
});
