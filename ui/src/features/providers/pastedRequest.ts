import type { Header } from '../../contract';

/** A request as a person pastes it. */
export interface PastedRequest {
  method?: string;
  url?: string;
  headers: Header[];
  body: string;
}

/** Reads `POST https://… `, header lines, an empty line and a body. The first line may be missing. */
export function parsePasted(text: string): PastedRequest | { problem: number } {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const first = /^([A-Z]+)\s+(\S+)(\s+HTTP\/\S+)?$/.exec(lines[0]?.trim() ?? '');
  const from = first ? 1 : 0;
  const blank = lines.findIndex((line, index) => index >= from && line.trim() === '');
  const end = blank === -1 ? lines.length : blank;
  const headers: Header[] = [];
  for (const [index, line] of lines.slice(from, end).entries()) {
    const colon = line.indexOf(':');
    if (colon <= 0) return { problem: from + index + 1 };
    headers.push({ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() });
  }
  return {
    ...(first?.[1] && { method: first[1] }),
    ...(first?.[2] && { url: first[2] }),
    headers,
    body: blank === -1 ? '' : lines.slice(blank + 1).join('\n'),
  };
}
