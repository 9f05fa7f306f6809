import type { View } from '../../contract';
import { api, ask } from '../../data/client';
import { keys } from '../../data/keys';

/** A body the engine keeps: of an event, of a request that a transform made, of the answer to an attempt, or of what came to a mock. */
export type BodySource =
  | { kind: 'event'; id: string }
  | { kind: 'request'; attemptId: string }
  | { kind: 'response'; attemptId: string }
  | { kind: 'mock_request'; mock: string; number: number; received_at_ms: number };

/** A body and how its media type says to read it. */
export interface ReadBody {
  source: BodySource;
  charset: string | null;
}

/** What is looked for. */
export interface Find {
  text: string;
  isRegex: boolean;
  isCaseKept: boolean;
}

/** Lines fetched at a time. */
export const CHUNK_LINES = 200;
/** Children of a value fetched at a time. */
export const CHUNK_CHILDREN = 100;

/** What the API calls it. */
export function bodyName(source: BodySource): string {
  switch (source.kind) {
    case 'event':
      return source.id;
    case 'request':
      return `${source.attemptId}:request`;
    case 'response':
      return source.attemptId;
    case 'mock_request':
      return `mock:${source.mock}:${source.number}:${source.received_at_ms}`;
  }
}

/** Where its exact bytes are. */
export function bytesPath(source: BodySource): string {
  switch (source.kind) {
    case 'event':
      return `/api/v1/events/${source.id}/body`;
    case 'request':
      return `/api/v1/attempts/${source.attemptId}/request-body`;
    case 'response':
      return `/api/v1/attempts/${source.attemptId}/response-body`;
    case 'mock_request':
      return `/api/v1/mocks/${encodeURIComponent(source.mock)}/requests/${source.number}/body`;
  }
}

/** The character set that a media type names. */
export function charsetOf(contentType: string | null | undefined): string | null {
  return /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? '')?.[1] ?? null;
}

/** The media type among header fields. */
export function contentTypeIn(headers: readonly { name: string; value: string }[]): string | null {
  return headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? null;
}

export interface LinesAsked {
  /** The one that fits the body when null. */
  view: View | null;
  first: number;
  count?: number;
  /** Bytes of each line to leave out. */
  fromByte?: number;
  /** What to mark in them. */
  find?: Find | null;
}

/** How to read some lines of a body. Bodies never change, so what was read stays true. */
export function windowQuery(body: ReadBody, asked: LinesAsked) {
  return windowOfBodyQuery(bodyName(body.source), body.charset, asked);
}

/** The same of a body by what the API calls it. */
export function windowOfBodyQuery(
  name: string,
  charset: string | null,
  { view, first, count = CHUNK_LINES, fromByte = 0, find = null }: LinesAsked,
) {
  const query = {
    ...(charset !== null && { charset }),
    ...(view && { view }),
    ...(find && findOf(find)),
    ...(fromByte > 0 && { from_byte: fromByte }),
    first,
    count,
  };
  return {
    queryKey: keys.bodyLines(name, query),
    queryFn: () => ask(api.GET('/api/v1/bodies/{body}/lines', { params: { path: { body: name }, query } })),
  };
}

/** Which match to go to: one by its number, or the first from a line on. */
export type MatchWanted = { index: number } | { fromLine: number };

/** How often something stands in a body, and where one of the places is. */
export function matchQuery(body: ReadBody, view: View, find: Find, wanted: MatchWanted) {
  const name = bodyName(body.source);
  const place = 'index' in wanted ? { index: wanted.index } : { from_line: wanted.fromLine };
  const query = { ...inCharset(body), ...findOf(find), ...place, view };
  return {
    queryKey: keys.bodyMatch(name, query),
    queryFn: () => ask(api.GET('/api/v1/bodies/{body}/matches', { params: { path: { body: name }, query } })),
    retry: false,
  };
}

/** One value of a body and some of its children. */
export function treeQuery(body: ReadBody, at: number, first: number) {
  const name = bodyName(body.source);
  const query = { ...inCharset(body), at, first, count: CHUNK_CHILDREN };
  return {
    queryKey: keys.bodyTree(name, query),
    queryFn: () => ask(api.GET('/api/v1/bodies/{body}/tree', { params: { path: { body: name }, query } })),
  };
}

/** Some bytes of a body as text, for the clipboard. */
export function readPart(body: ReadBody, at: number, end: number): Promise<string> {
  const params = { path: { body: bodyName(body.source) }, query: { ...inCharset(body), at, end } };
  return ask(api.GET('/api/v1/bodies/{body}/part', { params, parseAs: 'text' }));
}

function inCharset({ charset }: ReadBody) {
  return charset === null ? {} : { charset };
}

function findOf({ text, isRegex, isCaseKept }: Find) {
  return { find: text, is_regex: isRegex, is_case_kept: isCaseKept };
}

/** How to read some lines of a body whose character set does not matter. */
export function linesQuery(source: BodySource, view: View | null, first: number) {
  return windowQuery({ source, charset: null }, { view, first });
}
