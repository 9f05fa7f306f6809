import type { LineWindow } from '../../contract';
import { jsonTokens, type TokenKind } from './jsonTokens';

export interface Token {
  kind: TokenKind;
  text: string;
}

const TAG = /(<!--.*?(?:-->|$)|<!\[CDATA\[.*?(?:\]\]>|$))|(<[/?!]?[\w:.-]+)|([\w:.-]+)(=)("[^"]*"?|'[^']*'?)|(\/?\??>)/g;

/** Cuts one line into coloured pieces. Never fails: what is not understood is plain. */
export function tokensOf(content: LineWindow['content'], line: string): Token[] {
  switch (content) {
    case 'json':
      return jsonTokens(line);
    case 'xml':
      return markupTokens(line);
    case 'form':
      return formTokens(line);
    default:
      return [{ kind: 'plain', text: line }];
  }
}

/** Cuts a token in two where a mark begins or ends. */
export function markedPieces(tokens: readonly Token[], marks: readonly { start: number; end: number }[]) {
  const pieces: { kind: TokenKind; text: string; isMarked: boolean }[] = [];
  let at = 0;
  for (const { kind, text } of tokens) {
    const end = at + text.length;
    let from = at;
    for (const mark of marks) {
      if (mark.end <= from || mark.start >= end) continue;
      const start = Math.max(mark.start, from);
      if (start > from) pieces.push({ kind, text: text.slice(from - at, start - at), isMarked: false });
      const stop = Math.min(mark.end, end);
      pieces.push({ kind, text: text.slice(start - at, stop - at), isMarked: true });
      from = stop;
    }
    if (from < end) pieces.push({ kind, text: text.slice(from - at), isMarked: false });
    at = end;
  }
  return pieces;
}

function markupTokens(line: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  const add = (kind: TokenKind, text: string) => text !== '' && tokens.push({ kind, text });
  for (const match of line.matchAll(TAG)) {
    const [whole, comment, , name, equals, value] = match;
    add('plain', line.slice(end, match.index));
    if (comment !== undefined) add('literal', comment);
    else if (name !== undefined) {
      add('number', name);
      add('plain', equals ?? '');
      add('string', value ?? '');
    } else add('key', whole);
    end = match.index + whole.length;
  }
  add('plain', line.slice(end));
  return tokens;
}

/** A field and its value; lines of JSON below a field are indented. */
function formTokens(line: string): Token[] {
  if (line.startsWith('  ')) return jsonTokens(line);
  const [, name = '', equals = '', value = ''] = /^(.*?)( =(?: |$))(.*)$/.exec(line) ?? [];
  if (equals === '') return [{ kind: 'plain', text: line }];
  const tokens: Token[] = [
    { kind: 'key', text: name },
    { kind: 'plain', text: equals },
    { kind: 'string', text: value },
  ];
  return tokens.filter(({ text }) => text !== '');
}
