import { describe, expect, it } from 'vitest';

import { newSourceDraft, newSourceOf, slugOf, sourceErrors, withProvider } from './sourceDraft';

describe('a new source', () => {
  it('needs nothing but a provider', () => {
    const draft = newSourceDraft('github');
    expect(sourceErrors(draft)).toEqual({});
    expect(newSourceOf(draft)).toEqual({
      name: 'GitHub',
      slug: 'github',
      provider: 'github',
      unsigned: 'reject',
      deduplication: null,
      reply: { status: 200, content_type: 'application/json', body: '{"ok":true}' },
    });
  });

  it('says what makes a duplicate: paths stand in the body, other words are headers', () => {
    const deduplication = { by: 'fields' as const, fields: '/data/id, X-Request-Id', windowMs: 3_600_000 };
    expect(newSourceOf({ ...newSourceDraft('none'), deduplication }).deduplication).toEqual({
      by: { key: 'fields', fields: [{ in: 'body', pointer: '/data/id' }, { in: 'header', name: 'X-Request-Id' }] },
      window_ms: 3_600_000,
    });
    const empty = { ...newSourceDraft('none'), deduplication: { ...deduplication, fields: ' , ' } };
    expect(sourceErrors(empty).deduplication).toContain('Name at least one');
  });

  it('sends the secret and the signature shape only where the provider has them', () => {
    const hmac = { ...newSourceDraft('hmac'), secret: ' s3cret ' };
    expect(newSourceOf(hmac)).toMatchObject({ secrets: ['s3cret'], hmac: { header: 'X-Signature' } });
    const none = { ...hmac, provider: 'none' as const };
    expect(newSourceOf(none)).not.toHaveProperty('secrets');
    expect(newSourceOf(none)).not.toHaveProperty('hmac');
  });

  it('follows the name with its slug until one is typed', () => {
    const draft = { ...newSourceDraft('none'), name: 'Shop Dev' };
    expect(slugOf(draft)).toBe('shop-dev');
    expect(slugOf({ ...draft, slug: 'k3f9', isSlugTyped: true })).toBe('k3f9');
  });

  it('keeps a typed name when the provider changes, and renames a suggested one', () => {
    const draft = newSourceDraft('github');
    expect(withProvider(draft, 'none')).toMatchObject({ name: 'Inbox', unsigned: 'accept' });
    expect(withProvider({ ...draft, name: 'Mine' }, 'hmac').name).toBe('Mine');
  });
});

it('places each error at the field the API would name', () => {
  const draft = {
    ...newSourceDraft('hmac'),
    name: ' ',
    slug: 'No Good',
    isSlugTyped: true,
    publicUrl: 'example.com/x',
    replyStatus: '302',
    hmac: { header: 'X Signature', algorithm: 'sha256' as const, encoding: 'hex' as const, prefix: '' },
  };
  expect(Object.keys(sourceErrors(draft)).toSorted()).toEqual(['hmac', 'name', 'public_url', 'reply', 'slug']);
});
