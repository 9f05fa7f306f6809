import { describe, expect, it } from 'vitest';

import { type EventTypeGroup, eventTypeTree } from './eventTypeTree';
import { groupTick, patternsOutsideTree, toggleGroup, toggleType } from './patternSelection';

const tree = eventTypeTree([
  { event_type: 'invoice.paid', count: 3 },
  { event_type: 'invoice.voided', count: 2 },
  { event_type: 'charge.failed', count: 1 },
  { event_type: 'push', count: 1 },
]);

function group(segment: string): EventTypeGroup {
  const found = tree.find((node) => node.kind === 'group' && node.segment === segment);
  if (found?.kind !== 'group') throw new Error(`no group ${segment}`);
  return found;
}

describe('a group row', () => {
  it('is ticked by its wildcard or by everything, partly ticked by single types', () => {
    expect(groupTick(['invoice.*'], group('invoice'))).toBe('all');
    expect(groupTick(['*'], group('invoice'))).toBe('all');
    expect(groupTick(['invoice.paid', 'invoice.voided'], group('invoice'))).toBe('some');
    expect(groupTick(['charge.failed'], group('invoice'))).toBe('none');
  });

  it('swallows its single types when ticked', () => {
    expect(toggleGroup(['invoice.paid', 'push'], group('invoice'), tree)).toEqual(['push', 'invoice.*']);
  });

  it('leaves nothing of itself when unticked', () => {
    expect(toggleGroup(['invoice.*', 'push'], group('invoice'), tree)).toEqual(['push']);
  });

  it('turns everything into all other rows when unticked', () => {
    expect(toggleGroup(['*'], group('invoice'), tree)).toEqual(['charge.*', 'push']);
  });
});

describe('a type row', () => {
  it('is added and taken away', () => {
    expect(toggleType([], 'push', tree)).toEqual(['push']);
    expect(toggleType(['push'], 'push', tree)).toEqual([]);
  });

  it('writes a wildcard out when one type under it is unticked', () => {
    expect(toggleType(['invoice.*', 'push'], 'invoice.paid', tree)).toEqual(['invoice.voided', 'push']);
  });

  it('keeps the wildcards of other groups when everything was ticked', () => {
    expect(toggleType(['*'], 'invoice.paid', tree)).toEqual(['invoice.voided', 'charge.*', 'push']);
  });
});

it('shows typed patterns that have no row as their own', () => {
  expect(patternsOutsideTree(['*.deleted', 'invoice.*', 'push', 'refund.made', '*'], tree)).toEqual([
    '*.deleted',
    'refund.made',
  ]);
});
