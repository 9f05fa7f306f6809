import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { api, ask } from '../../data/client';
import { keys } from '../../data/keys';
import type { Change } from './changes';
import type { ListMatching, Pair } from './pair';

/** Rows asked for at a time. */
const ROWS = 400;

/** How two payloads differ. Payloads never change, so it is asked once for each pair. */
export const comparisonQuery = ({ left, right }: Pair, ignored: readonly string[], arrays: ListMatching) =>
  queryOptions({
    queryKey: keys.comparison(left, right, 'structure', arrays, ...ignored),
    queryFn: ({ signal }) => {
      const ignore = ignored.length > 0 ? { ignore: ignored.join(',') } : {};
      return ask(api.GET('/api/v1/compare', { params: { query: { left, right, arrays, ...ignore } }, signal }));
    },
    staleTime: Infinity,
    retry: false,
  });

/** The lines of two payloads beside each other, page by page. */
export const linesQuery = ({ left, right }: Pair, ignored: readonly string[]) =>
  infiniteQueryOptions({
    queryKey: keys.comparison(left, right, 'lines', ...ignored),
    queryFn: ({ pageParam: first, signal }) => {
      const ignore = ignored.length > 0 ? { ignore: ignored.join('\n') } : {};
      return ask(api.GET('/api/v1/compare/lines', { params: { query: { left, right, first, count: ROWS, ...ignore } }, signal }));
    },
    initialPageParam: 0,
    getNextPageParam: ({ total_rows }, _, first) => (first + ROWS < total_rows ? first + ROWS : undefined),
    staleTime: Infinity,
    retry: false,
  });

/** At which of these rows a change stands. */
export const rowQuery = ({ left, right }: Pair, { path, rightPath }: Change) =>
  queryOptions({
    queryKey: keys.comparison(left, right, 'row', path, rightPath ?? path),
    queryFn: ({ signal }) => {
      const query = { left, right, path, ...(rightPath !== null && { right_path: rightPath }) };
      return ask(api.GET('/api/v1/compare/row', { params: { query }, signal }));
    },
    staleTime: Infinity,
    retry: false,
  });

/** The headers of two payloads beside each other. */
export const headersQuery = ({ left, right }: Pair) =>
  queryOptions({
    queryKey: keys.comparison(left, right, 'headers'),
    queryFn: ({ signal }) => ask(api.GET('/api/v1/compare/headers', { params: { query: { left, right } }, signal })),
    staleTime: Infinity,
    retry: false,
  });

/** Since when events of a kind have what one of them has. */
export const firstChangeQuery = (eventId: string, { kind, path, rightPath }: Change) =>
  queryOptions({
    queryKey: keys.comparison(eventId, kind, rightPath ?? path, 'first'),
    queryFn: ({ signal }) => {
      const query = { event_id: eventId, path: rightPath ?? path, kind };
      return ask(api.GET('/api/v1/compare/first-change', { params: { query }, signal }));
    },
    staleTime: Infinity,
    retry: false,
  });

/** An attempt in few words, and whose it is. */
export const attemptQuery = (id: string) =>
  queryOptions({
    queryKey: keys.comparison(id, 'attempt'),
    queryFn: () => ask(api.GET('/api/v1/attempts/{id}', { params: { path: { id } } })),
    staleTime: Infinity,
    retry: false,
  });

/** The newest events of a kind, this one left out. */
export const othersOfKindQuery = (eventType: string, sourceId: string | null, than: string) =>
  queryOptions({
    queryKey: keys.othersOfKind(eventType, sourceId, than),
    queryFn: async () => {
      const query = { event_type: eventType, limit: 12, ...(sourceId !== null && { source_id: sourceId }) };
      const { items } = await ask(api.GET('/api/v1/events', { params: { query } }));
      return items.filter(({ id }) => id !== than);
    },
  });

/** Deliveries of an event whose attempts are offered. */
const DELIVERIES = 5;

/** The attempts that the deliveries of an event had, those of the newest deliveries first. */
export const attemptsOfEventQuery = (eventId: string) =>
  queryOptions({
    queryKey: keys.attemptsOfEvent(eventId),
    queryFn: async () => {
      const { deliveries } = await ask(api.GET('/api/v1/events/{id}', { params: { path: { id: eventId } } }));
      const newest = deliveries.slice(-DELIVERIES).reverse();
      const details = await Promise.all(
        newest.map(({ id }) => ask(api.GET('/api/v1/deliveries/{id}', { params: { path: { id } } }))),
      );
      return details.flatMap(({ attempts, destination_id }) => attempts.map((attempt) => ({ ...attempt, destination_id })));
    },
  });

/** What a file is called that was taken to compare with, and how long it is. */
export const payloadQuery = (name: string) =>
  queryOptions({
    queryKey: keys.comparison(name, 'payload'),
    queryFn: () => ask(api.GET('/api/v1/compare/payloads/{id}', { params: { path: { id: name } } })),
    staleTime: Infinity,
    retry: false,
  });

/** Takes a file to compare with; answers the name it goes by. */
export async function takePayload(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  const { id } = await ask(
    api.POST('/api/v1/compare/payloads', {
      params: { query: { file_name: file.name } },
      // The document says bytes as a list of numbers; they travel as they are.
      body: bytes as unknown as number[],
      bodySerializer: () => bytes,
      headers: { 'content-type': 'application/octet-stream' },
    }),
  );
  return id;
}
