import { expect, it } from 'vitest';

import type { Destination, Source, Subscription } from '../../contract';
import { routeName } from './routeName';

const source = { id: 'src_1', name: 'Shop' } as Source;
const destination = { id: 'dst_1', name: 'billing' } as Destination;
const made = { name: 'Shop → api', source_id: 'src_1', destination_id: 'dst_1' } as Subscription;

it('follows source and destination while the engine named it', () => {
  expect(routeName(made, source, destination)).toBe('Shop → billing');
  expect(routeName({ ...made, source_id: null }, undefined, destination)).toBe('Any source → billing');
});

it('keeps what it is called until both are known', () => {
  expect(routeName(made, undefined, destination)).toBe('Shop → api');
});

it('keeps a name someone gave', () => {
  expect(routeName({ ...made, name: 'Invoices' }, source, destination)).toBe('Invoices');
});
