import type { LineWindow, View } from '../contract';
import { api, ask } from '../data/client';
import { keys } from '../data/keys';
import { CHUNK_LINES } from './chunks';

/** A body the engine keeps: of an event, of a request that a transform made, of the answer to an attempt, or of what came to a mock. */
export type BodySource =
  | { kind: 'event'; id: string }
  | { kind: 'request'; attemptId: string }
  | { kind: 'response'; attemptId: string }
  | { kind: 'mock_request'; mock: string; number: number; received_at_ms: number };

/** How to read some lines of a body, in the view that fits it when `view` is null. Bodies never change, so what was read stays true. */
export function linesQuery(source: BodySource, view: View | null, first: number) {
  return {
    queryKey: linesKey(source, view, first),
    queryFn: () => readLines(source, { ...(view && { view }), first, count: CHUNK_LINES }),
  };
}

/** The whole body as text, for the clipboard. */
export function readText(source: BodySource): Promise<string> {
  switch (source.kind) {
    case 'event':
      return ask(api.GET('/api/v1/events/{id}/body', { params: { path: { id: source.id } }, parseAs: 'text' }));
    case 'request':
      return ask(
        api.GET('/api/v1/attempts/{id}/request-body', { params: { path: { id: source.attemptId } }, parseAs: 'text' }),
      );
    case 'response':
      return ask(
        api.GET('/api/v1/attempts/{id}/response-body', { params: { path: { id: source.attemptId } }, parseAs: 'text' }),
      );
    case 'mock_request':
      return ask(
        api.GET('/api/v1/mocks/{name}/requests/{number}/body', {
          params: { path: { name: source.mock, number: source.number } },
          parseAs: 'text',
        }),
      );
  }
}

function linesKey(source: BodySource, view: View | null, first: number) {
  switch (source.kind) {
    case 'event':
      return keys.eventLines(source.id, view, first);
    case 'request':
      return keys.requestLines(source.attemptId, view, first);
    case 'response':
      return keys.responseLines(source.attemptId, view, first);
    case 'mock_request':
      return keys.mockRequestLines(source.mock, source.number, source.received_at_ms, view, first);
  }
}

function readLines(source: BodySource, query: { view?: View; first: number; count: number }): Promise<LineWindow> {
  switch (source.kind) {
    case 'event':
      return ask(api.GET('/api/v1/events/{id}/lines', { params: { path: { id: source.id }, query } }));
    case 'request':
      return ask(api.GET('/api/v1/attempts/{id}/request-lines', { params: { path: { id: source.attemptId }, query } }));
    case 'response':
      return ask(
        api.GET('/api/v1/attempts/{id}/response-lines', { params: { path: { id: source.attemptId }, query } }),
      );
    case 'mock_request':
      return ask(
        api.GET('/api/v1/mocks/{name}/requests/{number}/lines', {
          params: { path: { name: source.mock, number: source.number }, query },
        }),
      );
  }
}
