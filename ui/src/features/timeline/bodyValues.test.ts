import { expect, test, vi } from 'vitest';

import type { EventValues } from '../../contract';
import { BodyValues } from './bodyValues';

const number = (text: string) => ({ kind: 'number' as const, text, is_cut: false });

test('values are asked for once, and what an event does not have is nothing', async () => {
  const ask = vi.fn(async (ids: readonly string[]): Promise<EventValues[]> =>
    ids.filter((id) => id !== 'evt_gone').map((event_id) => ({ event_id, values: [number('4200'), null], is_too_large: false })),
  );
  const values = new BodyValues(['body.amount', 'body.note'], ask);
  const heard = vi.fn();
  values.subscribe(heard);
  values.want(['evt_1', 'evt_gone', 'evt_1']);
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
  expect(values.known().get('evt_1')).toEqual({ 'body.amount': number('4200'), 'body.note': null });
  expect(values.known().get('evt_gone')).toEqual({ 'body.amount': null, 'body.note': null });
  values.want(['evt_1', 'evt_2']);
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2));
  expect(ask.mock.calls).toEqual([[['evt_1', 'evt_gone']], [['evt_2']]]);
});

test('what could not be read is asked for again', async () => {
  const ask = vi.fn<(ids: readonly string[]) => Promise<EventValues[]>>();
  ask.mockRejectedValueOnce(new Error('lost'));
  ask.mockImplementation(async (ids) => ids.map((event_id) => ({ event_id, values: [null], is_too_large: false })));
  const values = new BodyValues(['body.a'], ask);
  values.want(['evt_1']);
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(1));
  await Promise.resolve();
  await vi.waitFor(() => {
    values.want(['evt_1']);
    expect(values.known().has('evt_1')).toBe(true);
  });
});
