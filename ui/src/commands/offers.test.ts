import { expect, test } from 'vitest';

import { offerCommand, offerOf } from './offers';

test('the later of two offers holds, and the earlier comes back when it ends', () => {
  const given: string[] = [];
  const offer = (name: string, disabledReason?: string) =>
    offerCommand({ id: 'replay', run: () => given.push(name), disabledReason });
  expect(offerOf('replay')).toBeUndefined();
  const endFirst = offer('first');
  const endSecond = offer('second', 'not now');
  expect(offerOf('replay')?.disabledReason).toBe('not now');
  endSecond();
  offerOf('replay')?.run();
  expect(given).toEqual(['first']);
  endFirst();
  expect(offerOf('replay')).toBeUndefined();
});

test('what goes first holds, even when another offer comes later', () => {
  const first = { id: 'replay' as const, run: () => undefined, disabledReason: undefined, isFirst: true };
  const end = offerCommand(first);
  const endLater = offerCommand({ id: 'replay', run: () => undefined, disabledReason: undefined });
  expect(offerOf('replay')).toBe(first);
  end();
  expect(offerOf('replay')).not.toBe(first);
  endLater();
});
