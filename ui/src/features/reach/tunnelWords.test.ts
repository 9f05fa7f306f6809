import { describe, expect, it } from 'vitest';

import type { Tunnel } from '../../contract';
import { tunnelWords } from './tunnelWords';

const status = {
  program: 'cloudflared',
  state: 'up' as const,
  since_ms: 0,
  url: 'https://seal-lake.trycloudflare.com',
  problem: null,
  lines: [],
};
const tunnel = (change: Partial<typeof status> | { state: 'starting' | 'failed'; url: null; problem?: string }): Tunnel =>
  ({ programs: [], status: { ...status, ...change } }) as Tunnel;

describe('the tunnel in a few words', () => {
  it('is off until one is started', () => {
    expect(tunnelWords(undefined).text).toBe('Public URL off');
    expect(tunnelWords({ programs: [], status: null })).toMatchObject({ text: 'Public URL off', tone: 'off' });
  });

  it('shows the host once there is an address', () => {
    expect(tunnelWords(tunnel({ state: 'starting', url: null }))).toMatchObject({ text: 'Public URL starting…', tone: 'waiting' });
    expect(tunnelWords(tunnel({}))).toMatchObject({ text: 'seal-lake.trycloudflare.com', tone: 'good' });
  });

  it('says why it failed', () => {
    const failed = tunnelWords(tunnel({ state: 'failed', url: null, problem: 'ngrok ended with code 1' }));
    expect(failed).toEqual({ text: 'Public URL failed', tone: 'bad', title: 'ngrok ended with code 1' });
  });
});
