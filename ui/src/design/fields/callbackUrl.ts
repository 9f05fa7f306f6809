import { t } from '@lingui/core/macro';

/** Longest callback URL the engine takes. */
const CALLBACK_URL_LENGTH_MAX = 2048;

/** The path suggested for a local port. */
export const SUGGESTED_PATH = '/webhooks';

/** The callback URL suggested for a program listening on this computer. */
export function urlOfPort(port: number): string {
  return `http://localhost:${port}${SUGGESTED_PATH}`;
}

/** Why a text is no callback URL, for the person typing it; null when it is one. The engine checks the same again. */
export function callbackUrlProblem(text: string): string | null {
  const trimmed = text.trim();
  if (!trimmed) return t`Enter the URL to deliver to, for example http://localhost:3000/webhooks`;
  if (trimmed.length > CALLBACK_URL_LENGTH_MAX) return t`At most 2,048 characters.`;
  let url: URL;
  try {
    url = new URL(trimmed);
  } catch {
    return t`This is no web address. For example http://localhost:3000/webhooks`;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return t`Deliveries go out over http or https.`;
  if (url.username || url.password) return t`No user name or password in the URL; add a header instead.`;
  if (url.port === '0') return t`Port 0 cannot be connected to.`;
  if (url.hash) return t`What follows # is never sent; remove it.`;
  return null;
}

/** The local port a URL leads to, or null when it leads elsewhere. */
export function localPortOf(text: string): number | null {
  try {
    const url = new URL(text);
    if (url.hostname !== 'localhost' && url.hostname !== '[::1]' && !url.hostname.startsWith('127.')) return null;
    return Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  } catch {
    return null;
  }
}
