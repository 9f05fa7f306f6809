import { t } from '@lingui/core/macro';

import type { Destination, NewAuthorization, NewConnection } from '../../contract';

/** The limits the engine holds the parts of an attempt to. */
const LIMIT_MIN_S = 0.1;
const LIMIT_MAX_S = 120;

/** A header name as HTTP allows it (RFC 9110 §5.6.2, token). */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

export type AuthorizationKind = Destination['authorization']['kind'];

/** How a destination is got into, as the editor holds it. Empty texts are settings that are not made. */
export interface AccessDraft {
  kind: AuthorizationKind;
  username: string;
  header: string;
  tokenUrl: string;
  clientId: string;
  /** Separated by spaces. */
  scopes: string;
  audience: string;
  clientAuthentication: 'header' | 'body';
  /** Password, token, key or client secret. Empty keeps the one that is kept. */
  secret: string;
  caPem: string;
  certificatePem: string;
  /** Empty keeps the one that is kept. */
  keyPem: string;
  proxyUrl: string;
  proxyUsername: string;
  /** Empty keeps the one that is kept. */
  proxyPassword: string;
  connectSeconds: string;
  firstByteSeconds: string;
  /** What the engine keeps already. */
  kept: KeptSecrets;
}

/** The secrets that the engine keeps; it never tells them. */
export interface KeptSecrets {
  /** The kind of authorization that the secret belongs to. */
  kind: AuthorizationKind;
  /** Enough of it to tell it apart, or null when there is none. */
  secretHint: string | null;
  hasKey: boolean;
  hasProxyPassword: boolean;
}

/** Sentences by field; the names are the API's, so that its own refusals land in the same places. */
export type AccessErrors = Partial<Record<keyof typeof accessFieldNames, string>>;

/** The fields of access that a refusal of the API can land at. */
export const accessFieldNames = {
  'authorization.username': true,
  'authorization.header': true,
  'authorization.token_url': true,
  'authorization.client_id': true,
  'authorization.scopes': true,
  'authorization.audience': true,
  'authorization.secret': true,
  'connection.client_certificate_pem': true,
  'connection.client_key_pem': true,
  'connection.ca_pem': true,
  'connection.proxy.url': true,
  'connection.proxy.username': true,
  'connection.connect_timeout_ms': true,
  'connection.first_byte_timeout_ms': true,
} as const;

export function newAccessDraft(): AccessDraft {
  return {
    kind: 'none',
    username: '',
    header: 'X-Api-Key',
    tokenUrl: '',
    clientId: '',
    scopes: '',
    audience: '',
    clientAuthentication: 'header',
    secret: '',
    caPem: '',
    certificatePem: '',
    keyPem: '',
    proxyUrl: '',
    proxyUsername: '',
    proxyPassword: '',
    connectSeconds: '',
    firstByteSeconds: '',
    kept: { kind: 'none', secretHint: null, hasKey: false, hasProxyPassword: false },
  };
}

export function accessDraftOf({ authorization, connection }: Destination): AccessDraft {
  return {
    ...newAccessDraft(),
    kind: authorization.kind,
    ...(authorization.kind === 'basic' && { username: authorization.username }),
    ...(authorization.kind === 'api_key' && { header: authorization.header }),
    ...(authorization.kind === 'oauth2_client_credentials' && {
      tokenUrl: authorization.token_url,
      clientId: authorization.client_id,
      scopes: authorization.scopes.join(' '),
      audience: authorization.audience ?? '',
      clientAuthentication: authorization.client_authentication,
    }),
    caPem: connection.ca_pem ?? '',
    certificatePem: connection.client_certificate_pem ?? '',
    proxyUrl: connection.proxy?.url ?? '',
    proxyUsername: connection.proxy?.username ?? '',
    connectSeconds: secondsText(connection.connect_timeout_ms),
    firstByteSeconds: secondsText(connection.first_byte_timeout_ms),
    kept: {
      kind: authorization.kind,
      secretHint: authorization.secret_hint,
      hasKey: connection.has_client_key,
      hasProxyPassword: connection.proxy?.has_password ?? false,
    },
  };
}

/** Whether the secret that is kept belongs to the chosen authorization. */
export function isSecretKept({ kind, kept }: AccessDraft): boolean {
  return kept.secretHint !== null && kept.kind === kind;
}

/** What is still to be entered. No mistakes until one tries to save. */
export function missingAccess(draft: AccessDraft): AccessErrors {
  const missing: AccessErrors = {};
  if (draft.kind === 'basic' && !draft.username.trim()) missing['authorization.username'] = t`Enter the user name.`;
  if (draft.kind === 'api_key' && !draft.header.trim()) missing['authorization.header'] = t`Name the header.`;
  if (draft.kind === 'oauth2_client_credentials') {
    if (!draft.tokenUrl.trim()) missing['authorization.token_url'] = t`Enter the address that gives out tokens.`;
    if (!draft.clientId.trim()) missing['authorization.client_id'] = t`Enter the client id.`;
  }
  if (draft.kind !== 'none' && !draft.secret.trim() && !isSecretKept(draft)) {
    missing['authorization.secret'] = secretWanted(draft.kind);
  }
  if (draft.certificatePem.trim() && !draft.keyPem.trim() && !draft.kept.hasKey) {
    missing['connection.client_key_pem'] = t`Enter the private key that belongs to the certificate.`;
  }
  return missing;
}

/** What was entered and cannot be used. Certificates and keys are looked at by the engine. */
export function wrongAccess(draft: AccessDraft): AccessErrors {
  const wrong: AccessErrors = {};
  if (draft.kind === 'basic' && draft.username.includes(':')) {
    wrong['authorization.username'] = t`A user name has no colon.`;
  }
  if (draft.kind === 'api_key' && draft.header.trim() && !HEADER_NAME.test(draft.header.trim())) {
    wrong['authorization.header'] = t`A header name has letters, digits and dashes only.`;
  }
  if (draft.kind === 'oauth2_client_credentials' && draft.tokenUrl.trim() && !hasScheme(draft.tokenUrl, TOKEN_SCHEMES)) {
    wrong['authorization.token_url'] = t`This is no address. For example https://login.example.com/oauth/token`;
  }
  if (draft.proxyUrl.trim() && !hasScheme(draft.proxyUrl, PROXY_SCHEMES)) {
    wrong['connection.proxy.url'] = t`Begin it with http://, https://, socks5:// or socks5h://`;
  }
  const limit = t`From ${LIMIT_MIN_S} to ${LIMIT_MAX_S} seconds, or empty.`;
  if (!isLimit(draft.connectSeconds)) wrong['connection.connect_timeout_ms'] = limit;
  if (!isLimit(draft.firstByteSeconds)) wrong['connection.first_byte_timeout_ms'] = limit;
  return wrong;
}

/** What the secret of an authorization is called. */
export const secretLabel: Record<Exclude<AuthorizationKind, 'none'>, string> = {
  get basic() {
    return t`Password`;
  },
  get bearer() {
    return t`Token`;
  },
  get api_key() {
    return t`Key`;
  },
  get oauth2_client_credentials() {
    return t`Client secret`;
  },
};

function secretWanted(kind: keyof typeof secretLabel): string {
  switch (kind) {
    case 'basic':
      return t`Enter the password.`;
    case 'bearer':
      return t`Enter the token.`;
    case 'api_key':
      return t`Enter the key.`;
    case 'oauth2_client_credentials':
      return t`Enter the client secret.`;
  }
}

/** What is sent to change both parts; a secret that was not entered is left out, and stays. */
export function accessOf(draft: AccessDraft): { authorization: NewAuthorization; connection: NewConnection } {
  return { authorization: authorizationOf(draft), connection: connectionOf(draft) };
}

/** The same for a new destination, where what was not touched is not sent. */
export function newAccessOf(draft: AccessDraft): Partial<ReturnType<typeof accessOf>> {
  const { authorization, connection } = accessOf(draft);
  return {
    ...(authorization.kind !== 'none' && { authorization }),
    ...(Object.keys(connection).length > 0 && { connection }),
  };
}

function authorizationOf(draft: AccessDraft): NewAuthorization {
  const secret = draft.secret.trim() ? { secret: draft.secret.trim() } : {};
  switch (draft.kind) {
    case 'none':
      return { kind: 'none' };
    case 'basic':
      // A password may begin or end with a space.
      return { kind: 'basic', username: draft.username.trim(), ...(draft.secret && { secret: draft.secret }) };
    case 'bearer':
      return { kind: 'bearer', ...secret };
    case 'api_key':
      return { kind: 'api_key', header: draft.header.trim(), ...secret };
    case 'oauth2_client_credentials':
      return {
        kind: 'oauth2_client_credentials',
        token_url: draft.tokenUrl.trim(),
        client_id: draft.clientId.trim(),
        scopes: draft.scopes.split(/[\s,]+/).filter(Boolean),
        ...(draft.audience.trim() && { audience: draft.audience.trim() }),
        client_authentication: draft.clientAuthentication,
        ...secret,
      };
  }
}

function connectionOf(draft: AccessDraft): NewConnection {
  const certificate = draft.certificatePem.trim();
  return {
    ...(draft.caPem.trim() && { ca_pem: draft.caPem.trim() }),
    ...(certificate && { client_certificate_pem: certificate }),
    ...(certificate && draft.keyPem.trim() && { client_key_pem: draft.keyPem.trim() }),
    ...(draft.proxyUrl.trim() && {
      proxy: {
        url: draft.proxyUrl.trim(),
        ...(draft.proxyUsername.trim() && { username: draft.proxyUsername.trim() }),
        ...(draft.proxyPassword && { password: draft.proxyPassword }),
      },
    }),
    ...(draft.connectSeconds.trim() && { connect_timeout_ms: milliseconds(draft.connectSeconds) }),
    ...(draft.firstByteSeconds.trim() && { first_byte_timeout_ms: milliseconds(draft.firstByteSeconds) }),
  };
}

/** What is set of a connection, in a few words. */
export function connectionSummary(draft: AccessDraft): string {
  const parts = [
    draft.certificatePem.trim() && t`client certificate`,
    draft.caPem.trim() && t`own authority`,
    draft.proxyUrl.trim() && t`proxy`,
    (draft.connectSeconds.trim() || draft.firstByteSeconds.trim()) && t`timeouts`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : t`direct, system trust`;
}

const TOKEN_SCHEMES = ['http:', 'https:'];
const PROXY_SCHEMES = ['http:', 'https:', 'socks5:', 'socks5h:'];

function hasScheme(text: string, schemes: readonly string[]): boolean {
  try {
    const url = new URL(text.trim());
    return schemes.includes(url.protocol) && url.host !== '';
  } catch {
    return false;
  }
}

function isLimit(text: string): boolean {
  const limit_s = Number(text);
  return !text.trim() || (limit_s >= LIMIT_MIN_S && limit_s <= LIMIT_MAX_S);
}

function milliseconds(text: string): number {
  return Math.round(Number(text) * 1_000);
}

function secondsText(limit_ms: number | null): string {
  return limit_ms === null ? '' : String(limit_ms / 1_000);
}
