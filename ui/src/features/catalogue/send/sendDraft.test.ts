import { describe, expect, it } from 'vitest';

import type { Destination, Source } from '../../../contract';
import { newSendDraft, sendErrors, triggerOf } from './sendDraft';

const sources = [
  { id: 'src_1', provider: 'none' },
  { id: 'src_2', provider: 'github' },
] as Source[];
const destinations = [{ id: 'dst_1' }] as Destination[];

describe('a payload to be sent', () => {
  it('begins at a source of its provider', () => {
    const draft = newSendDraft({ provider: 'github', eventType: 'push', body: '{}' }, sources, destinations);
    expect(draft).toMatchObject({ target: 'source', sourceId: 'src_2', eventType: 'push' });
    expect(newSendDraft({ body: '' }, [], destinations).target).toBe('destination');
    expect(newSendDraft({ body: '' }, [], []).target).toBe('url');
  });

  it('is refused while something is missing', () => {
    const draft = newSendDraft({ body: ' ', eventType: '' }, [], []);
    expect(Object.keys(sendErrors(draft))).toEqual(['event_type', 'body', 'url']);
    expect(sendErrors({ ...draft, eventType: 'a', body: '{}', url: 'http://localhost:3000/' })).toEqual({});
  });

  it('goes to one place, with a secret only where there is none of our own', () => {
    const draft = { ...newSendDraft({ provider: 'github', eventType: 'push', body: '{}' }, sources, []), secret: 's' };
    expect(triggerOf(draft)).toEqual({
      event_type: 'push',
      body: '{}',
      refresh: true,
      headers: [],
      provider: 'github',
      source_id: 'src_2',
    });
    const elsewhere = triggerOf({ ...draft, target: 'url', url: ' http://localhost/ ', headers: [{ name: ' X-A ', value: '1' }] });
    expect(elsewhere).toMatchObject({ url: 'http://localhost/', secret: 's', headers: [{ name: 'X-A', value: '1' }] });
    expect(elsewhere).not.toHaveProperty('source_id');
  });
});
