/** What a piece of a JSON line is; `plain` is punctuation and space. */
export type TokenKind = 'key' | 'string' | 'number' | 'literal' | 'plain';

export interface JsonToken {
  kind: TokenKind;
  text: string;
}

const TOKEN = /("(?:[^"\\]|\\.)*"?)(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;

/** Cuts one line of formatted JSON into coloured pieces. Never fails: what is not understood is plain. */
export function jsonTokens(line: string): JsonToken[] {
  const tokens: JsonToken[] = [];
  let end = 0;
  const add = (kind: TokenKind, text: string) => text !== '' && tokens.push({ kind, text });
  for (const match of line.matchAll(TOKEN)) {
    const [whole, quoted, colon, number] = match;
    add('plain', line.slice(end, match.index));
    if (quoted !== undefined) {
      add(colon === undefined ? 'string' : 'key', quoted);
      add('plain', colon ?? '');
    } else {
      add(number === undefined ? 'literal' : 'number', whole);
    }
    end = match.index + whole.length;
  }
  add('plain', line.slice(end));
  return tokens;
}
