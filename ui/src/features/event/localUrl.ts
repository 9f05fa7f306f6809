/** What stands before the port. */
export const LOCALHOST = 'http://localhost:';

/**
 * A callback URL from a port with or without a path: `3000`, `3000/webhooks`. The address as one copies it from elsewhere,
 * `http://127.0.0.1:3000`, is understood too. Null when there is no valid port.
 */
export function localUrl(place: string): string | null {
  const [, digits, path = ''] = /^\s*(?:(?:(?:http:\/\/)?(?:localhost|127\.0\.0\.1))?:)?(\d{1,5})(\/\S*)?\s*$/i.exec(place) ?? [];
  const port = Number(digits);
  return digits !== undefined && port >= 1 && port <= 65_535 ? `${LOCALHOST}${port}${path}` : null;
}
