import type { LineWindow, View } from '../contract';
import { api, ask } from '../data/client';
import { keys } from '../data/keys';
import { CHUNK_LINES } from './chunks';

/** A body the engine keeps: of an event, or of the answer to an attempt. */
export type BodySource = { kind: 'event'; id: string } | { kind: 'response'; attemptId: string };

/** How to read some lines of a body, in the view that fits it when `view` is null. Bodies never change, so what was read stays true. */
export function linesQuery(source: BodySource, view: View | null, first: number) {
  const query = { ...(view && { view }), first, count: CHUNK_LINES };
  return {
    queryKey:
      source.kind === 'event'
        ? keys.eventLines(source.id, view, first)
        : keys.responseLines(source.attemptId, view, first),
    queryFn: (): Promise<LineWindow> =>
      source.kind === 'event'
        ? ask(api.GET('/api/v1/events/{id}/lines', { params: { path: { id: source.id }, query } }))
        : ask(api.GET('/api/v1/attempts/{id}/response-lines', { params: { path: { id: source.attemptId }, query } })),
  };
}

/** The whole body as text, for the clipboard. */
export function readText(source: BodySource): Promise<string> {
  return source.kind === 'event'
    ? ask(api.GET('/api/v1/events/{id}/body', { params: { path: { id: source.id } }, parseAs: 'text' }))
    : ask(
        api.GET('/api/v1/attempts/{id}/response-body', { params: { path: { id: source.attemptId } }, parseAs: 'text' }),
      );
}
