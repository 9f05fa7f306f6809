import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { KindAddress, NewTrigger } from '../contract';
import { api, ask } from './client';
import { keys } from './keys';

/** A kind of event as the API asks for it: the source is left out for what comes from nowhere in particular. */
function asked({ event_type, source_id }: KindAddress) {
  return { event_type, ...(source_id && { source_id }) };
}

/** Kinds of events seen and known. */
export function useKinds() {
  return useQuery({
    queryKey: keys.catalog,
    queryFn: () => ask(api.GET('/api/v1/catalog')),
    select: (whole) => whole.items,
  });
}

/** One kind: its schemas, drift and examples. */
export function useKind(kind: KindAddress) {
  return useQuery({
    queryKey: keys.kind(kind.event_type, kind.source_id),
    queryFn: () => ask(api.GET('/api/v1/catalog/type', { params: { query: asked(kind) } })),
  });
}

/** Payloads that providers publish, and that come with the program. */
export function useShippedExamples() {
  return useQuery({
    queryKey: keys.shippedExamples,
    queryFn: () => ask(api.GET('/api/v1/catalog/examples')),
    select: (whole) => whole.items,
    staleTime: Infinity,
  });
}

/** The payload of a shipped example, with whose it is. */
export function useShippedExample(example: { provider: string; event_type: string; number: number } | null) {
  return useQuery({
    enabled: example !== null,
    queryKey: keys.shippedExample(example),
    queryFn: () => ask(api.GET('/api/v1/catalog/example', { params: { query: example ?? { provider: '', event_type: '' } } })),
    staleTime: Infinity,
  });
}

/** The body of a stored event, as text. */
export function useEventText(id: string | null) {
  return useQuery({
    enabled: id !== null,
    queryKey: keys.eventText(id),
    queryFn: () => ask(api.GET('/api/v1/events/{id}/body', { params: { path: { id: id ?? '' } }, parseAs: 'text' })) as Promise<unknown>,
    select: (body) => (typeof body === 'string' ? body : ''),
    staleTime: Infinity,
  });
}

/** The newest payloads sent by hand, with their answers. */
export function useTriggered() {
  return useQuery({
    queryKey: keys.triggered,
    queryFn: () => ask(api.GET('/api/v1/catalog/triggered')),
    select: (whole) => whole.items,
  });
}

/** Gives a kind a schema. */
export function useGiveSchema(kind: KindAddress) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (schema: unknown) => ask(api.PUT('/api/v1/catalog/schema', { body: { ...asked(kind), schema } })),
    onSuccess: refresh,
  });
}

/** Takes the webhooks of an OpenAPI document as kinds with schemas. */
export function useImportKinds() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (document: string) => ask(api.POST('/api/v1/catalog/import', { body: { document } })),
    onSuccess: refresh,
  });
}

/** Makes a payload that is valid against a schema of a kind. */
export function useSample(kind: KindAddress) {
  return useMutation({
    mutationFn: ({ seed, version }: { seed: number; version: number }) =>
      ask(api.POST('/api/v1/catalog/sample', { body: { ...asked(kind), seed, version } })),
  });
}

/** Says what the drift of a kind is. */
export function useResolveDrift(kind: KindAddress) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (resolution: 'adopted' | 'dismissed') =>
      ask(api.POST('/api/v1/catalog/drift', { body: { ...asked(kind), resolution } })),
    onSuccess: refresh,
  });
}

/** Sends a payload by hand. */
export function useTrigger() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (request: NewTrigger) => ask(api.POST('/api/v1/catalog/trigger', { body: request })),
    onSuccess: refresh,
  });
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.catalog });
}
