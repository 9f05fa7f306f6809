import { expect, it } from 'vitest';

import type { Destination } from '../../contract';
import {
  type AccessDraft,
  accessDraftOf,
  accessOf,
  connectionSummary,
  missingAccess,
  newAccessDraft,
  newAccessOf,
  wrongAccess,
} from './accessDraft';

const draft = newAccessDraft();
const oauth2: AccessDraft = {
  ...draft,
  kind: 'oauth2_client_credentials',
  tokenUrl: ' https://login.example.com/token ',
  clientId: 'tackle',
  scopes: 'orders:write, orders:read',
  secret: 'hush',
};

/** A destination as the engine tells of it. */
function stored(part: Partial<Pick<Destination, 'authorization' | 'connection'>>): AccessDraft {
  const connection = {
    ca_pem: null,
    client_certificate_pem: null,
    has_client_key: false,
    proxy: null,
    connect_timeout_ms: null,
    first_byte_timeout_ms: null,
  };
  return accessDraftOf({ authorization: { kind: 'none', secret_hint: null }, connection, ...part } as Destination);
}

it('sends nothing for a new destination that needs nothing', () => {
  expect(newAccessOf(draft)).toEqual({});
  expect({ ...missingAccess(draft), ...wrongAccess(draft) }).toEqual({});
});

it('sends what a token server needs', () => {
  expect(newAccessOf(oauth2)).toEqual({
    authorization: {
      kind: 'oauth2_client_credentials',
      token_url: 'https://login.example.com/token',
      client_id: 'tackle',
      scopes: ['orders:write', 'orders:read'],
      client_authentication: 'header',
      secret: 'hush',
    },
  });
});

it('keeps a secret that is not entered, as long as the kind stays', () => {
  const kept = stored({ authorization: { kind: 'bearer', secret_hint: '••••3f' } });
  expect(missingAccess(kept)).toEqual({});
  expect(accessOf(kept)).toEqual({ authorization: { kind: 'bearer' }, connection: {} });
  expect(Object.keys(missingAccess({ ...kept, kind: 'api_key' }))).toEqual(['authorization.secret']);
});

it('keeps a key and a password that are not entered, and takes away what is emptied', () => {
  const kept = stored({
    connection: {
      ca_pem: 'authority',
      client_certificate_pem: 'certificate',
      has_client_key: true,
      proxy: { url: 'socks5h://127.0.0.1:1080', username: 'ada', has_password: true },
      connect_timeout_ms: 1_500,
      first_byte_timeout_ms: null,
    },
  });
  expect(missingAccess(kept)).toEqual({});
  expect(connectionSummary(kept)).toBe('client certificate · own authority · proxy · timeouts');
  expect(accessOf(kept).connection).toEqual({
    ca_pem: 'authority',
    client_certificate_pem: 'certificate',
    proxy: { url: 'socks5h://127.0.0.1:1080', username: 'ada' },
    connect_timeout_ms: 1_500,
  });
  expect(accessOf({ ...kept, proxyUrl: ' ', caPem: '' }).connection).toEqual({
    client_certificate_pem: 'certificate',
    connect_timeout_ms: 1_500,
  });
});

it.each([
  [{ kind: 'basic', secret: 's' }, ['authorization.username']],
  [{ kind: 'api_key', header: '', secret: 's' }, ['authorization.header']],
  [{ kind: 'oauth2_client_credentials' }, ['authorization.token_url', 'authorization.client_id', 'authorization.secret']],
  [{ certificatePem: 'certificate' }, ['connection.client_key_pem']],
] as const)('%j is not complete', (part, fields) => {
  expect(Object.keys(missingAccess({ ...draft, ...part }))).toEqual(fields);
});

it.each([
  [{ kind: 'basic', username: 'a:b' }, 'authorization.username'],
  [{ kind: 'api_key', header: 'two words' }, 'authorization.header'],
  [{ kind: 'oauth2_client_credentials', tokenUrl: 'login.example.com' }, 'authorization.token_url'],
  [{ proxyUrl: 'proxy.example:3128' }, 'connection.proxy.url'],
  [{ connectSeconds: '0.05' }, 'connection.connect_timeout_ms'],
  [{ firstByteSeconds: 'ten' }, 'connection.first_byte_timeout_ms'],
] as const)('%j cannot be used', (part, field) => {
  expect(Object.keys(wrongAccess({ ...draft, ...part }))).toEqual([field]);
});
