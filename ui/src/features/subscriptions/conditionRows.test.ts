import { describe, expect, it } from 'vitest';

import { type ConditionRow, filterOfRows, rowsOfFilter, withSampleValue } from './conditionRows';

const row = (field: string, operator: ConditionRow['operator'], value: string): ConditionRow => ({ field, operator, value });

describe('conditions as rows', () => {
  const table: [ConditionRow[], object][] = [
    [[row('body.data.currency', '$eq', 'eur')], { body: { data: { currency: 'eur' } } }],
    [[row('body.n', '$eq', '42'), row('body.s', '$eq', '"42"')], { body: { n: 42, s: '42' } }],
    [[row('body.n', '$gt', '1'), row('body.n', '$lt', '5')], { body: { n: { $gt: 1, $lt: 5 } } }],
    [[row('body.n', '$ne', '1'), row('body.n', '$ne', '2')], { body: { n: { $and: [{ $ne: 1 }, { $ne: 2 }] } } }],
    [[row('headers.x-kind', '$in', 'push, "a, b", 7')], { headers: { 'x-kind': { $in: ['push', 'a, b', 7] } } }],
    [[row('type', '$startsWith', 'invoice.')], { type: { $startsWith: 'invoice.' } }],
    [[row('body.id', '$contains', '42')], { body: { id: { $contains: '42' } } }],
    [[row('body.gone', '$exists', 'false')], { body: { gone: { $exists: false } } }],
    [[row('body.a', '$exists', 'true'), row('body.a.b', '$eq', 'null')], { body: { a: { $exists: true, b: null } } }],
    [[row('body.__proto__', '$eq', 'x')], JSON.parse('{"body":{"__proto__":"x"}}') as object],
  ];
  it.each(table)('%j is %j, there and back', (rows, filter) => {
    expect(JSON.stringify(filterOfRows(rows))).toBe(JSON.stringify(filter));
    expect(rowsOfFilter(filter as Record<string, unknown>)).toEqual(rows);
  });

  it('rows that are not filled in mean nothing', () => {
    expect(filterOfRows([row('', '$eq', '1'), row('body', '$eq', '1'), row('body.a', '$eq', ' '), row('body..a', '$eq', '1')])).toBe(null);
    expect(filterOfRows([row('amount', '$eq', '1'), row('body.b', '$eq', '1')])).toEqual({ body: { b: 1 } });
  });

  it.each([
    { $or: [{ body: { a: 1 } }] },
    { body: { $not: { a: 1 } } },
    { body: { a: ['x', 'y'] } },
    { body: { 'a.b': 1 } },
    { body: { a: { $eq: { b: 1 } } } },
    { body: { $and: [{ a: 1 }, { b: 2 }] } },
    { body: { a: { $in: [] } } },
  ])('%j says more than rows can', (filter) => {
    expect(rowsOfFilter(filter)).toBe(null);
  });
});

describe('a value of a sample as a condition', () => {
  it('is added, and a second one means either', () => {
    const one = withSampleValue(null, ['data', 'currency'], 'eur');
    expect(one).toEqual({ body: { data: { currency: 'eur' } } });
    const two = withSampleValue(one, ['data', 'currency'], 'usd');
    expect(two).toEqual({ body: { data: { currency: { $in: ['eur', 'usd'] } } } });
    expect(withSampleValue(two, ['data', 'currency'], 'eur')).toEqual(two);
    expect(withSampleValue(two, ['data', 'currency'], 'a, b').body).toEqual({ data: { currency: { $in: ['eur', 'usd', 'a, b'] } } });
    expect(withSampleValue(one, ['paid'], true)).toEqual({ body: { data: { currency: 'eur' }, paid: true } });
  });

  it('stands beside what rows cannot say', () => {
    const filter = { $or: [{ body: { a: 1 } }, { body: { b: 2 } }] };
    expect(withSampleValue(filter, ['c'], 3)).toEqual({ $and: [filter, { body: { c: 3 } }] });
    expect(withSampleValue(null, ['a.b'], 3)).toEqual({ body: { 'a.b': 3 } });
  });
});
