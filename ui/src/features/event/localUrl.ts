/** What stands before the port. */
export const LOCALHOST = 'http://localhost:';

/** A callback URL from a port with or without a path: `3000`, `3000/webhooks`. Null when there is no valid port. */
export function localUrl(place: string): string | null {
  const [, digits, path = ''] = /^\s*:?(\d{1,5})(\/\S*)?\s*$/.exec(place) ?? [];
  const port = Number(digits);
  return digits !== undefined && port >= 1 && port <= 65_535 ? `${LOCALHOST}${port}${path}` : null;
}
