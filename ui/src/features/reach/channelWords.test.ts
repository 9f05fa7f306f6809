import { expect, it } from 'vitest';

import { channelWords } from './channelWords';

const channel = { state: 'connected' as const, since_ms: 0, problem: null, received: 0, is_exact: null };

it('says how a channel is', () => {
  expect(channelWords(channel)).toEqual({ text: 'Connected, nothing came yet.', tone: 'good' });
  expect(channelWords({ ...channel, received: 1 }).text).toBe('Connected, 1 request came.');
  expect(channelWords({ ...channel, state: 'connecting' }).tone).toBe('waiting');
  const waiting = channelWords({ ...channel, state: 'waiting', problem: 'The channel answered 503.' });
  expect(waiting).toEqual({ text: 'The channel answered 503.', tone: 'bad' });
});
