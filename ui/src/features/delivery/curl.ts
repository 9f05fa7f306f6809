import type { Attempt } from '../../contract';

/** Headers curl sets itself, or that would be wrong for a body read from a file. */
const LEFT_OUT = ['host', 'content-length', 'connection', 'accept-encoding'];

/** An attempt as a shell command. The body is not part of it: it may be large or no text. */
export function asCurl({ request }: Attempt): string {
  const headers = request.headers
    .filter(({ name }) => !LEFT_OUT.includes(name.toLowerCase()))
    .map(({ name, value }) => `  -H ${quoted(`${name}: ${value}`)}`);
  return [`curl -X ${request.method} ${quoted(request.url)}`, ...headers, '  --data-binary @body'].join(' \\\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
