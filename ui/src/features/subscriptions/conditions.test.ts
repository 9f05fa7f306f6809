import { expect, it } from 'vitest';

import type { Judgement } from '../../contract';
import { conditionsOf } from './conditions';

it('shows each condition in one line, with the groups it stands in', () => {
  const single = (path: string, holds: boolean): Judgement => ({
    path,
    holds,
    operator: '$eq',
    expected: '1',
    found: null,
    parts: [],
  });
  const either: Judgement = {
    path: 'body',
    holds: true,
    operator: '$or',
    expected: null,
    found: null,
    parts: [single('body.a', false), single('body.b', true)],
  };
  const not: Judgement = { ...either, holds: false, operator: '$not', parts: [single('body.test', true)] };
  const shown = conditionsOf([single('type', true), either, not]);
  expect(shown.map(({ key, path, groups, isFulfilled }) => [key, path, groups, isFulfilled])).toEqual([
    ['0', 'type', [], true],
    ['1.0', 'body.a', ['$or'], false],
    ['1.1', 'body.b', ['$or'], true],
    ['2.0', 'body.test', ['$not'], false],
  ]);
});
