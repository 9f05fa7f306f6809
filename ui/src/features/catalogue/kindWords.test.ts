import { expect, it } from 'vitest';

import type { CatalogType } from '../../contract';
import { bySource, driftSentence, noSource, originWord } from './kindWords';

function kind(event_type: string, source_name: string | null, part: Partial<CatalogType> = {}): CatalogType {
  return {
    event_type,
    source_id: source_name,
    source_name,
    count: 1,
    first_at_ms: null,
    last_at_ms: null,
    learnt_from: 1,
    versions: 1,
    origin: 'learnt',
    open_drift: 0,
    ...part,
  };
}

it('groups kinds by source, those without one last', () => {
  const kinds = [kind('a.b', null), kind('push', 'GitHub'), kind('order.paid', 'Acme'), kind('issues.opened', 'GitHub')];
  const names = bySource(kinds, '').map(([source, members]) => [source, members.map(({ event_type }) => event_type)]);
  expect(names).toEqual([
    ['Acme', ['order.paid']],
    ['GitHub', ['push', 'issues.opened']],
    [noSource(), ['a.b']],
  ]);
  expect(bySource(kinds, ' OPEN').map(([source]) => source)).toEqual(['GitHub']);
  expect(bySource(kinds, 'nothing')).toEqual([]);
});

it('says where a schema is from', () => {
  expect(originWord(kind('a', null, { learnt_from: 12, versions: 2 }))).toBe('Learnt from 12 events, version 2');
  expect(originWord(kind('a', null, { origin: 'imported' }))).toBe('Schema imported');
  expect(originWord(kind('a', null, { origin: null }))).toBe('Not looked at yet');
});

it('says what changed at a path', () => {
  const say = (sort: string) => driftSentence({ path: '/amount', sort, was: 'a whole number', now: 'text' });
  expect(say('kind_changed')).toBe('/amount was always a whole number, and is text.');
  expect(say('appeared')).toBe('/amount is new: text.');
  expect(say('vanished')).toBe('/amount was always there, and is missing.');
  expect(say('not_as_given')).toBe('/amount is not as the schema demands: a whole number; it is text.');
  expect(driftSentence({ path: '', sort: 'kind_changed', was: 'an object', now: 'a list' })).toBe(
    'The payload was always an object, and is a list.',
  );
});
