import type { QueryKey } from '@tanstack/react-query';

/**
 * The query keys. The first word is the topic a change notice names, so one notice makes everything below it stale.
 */
export const keys = {
  overview: ['overview'],
  timeline: ['timeline'],
  /** Asked for while somebody searches; no notice names it. */
  rowsOfKind: (text: string, limit: number) => ['rows-of-kind', text, limit],
  /** Added ones change with the sources' topic. */
  providers: ['sources', 'providers'],
  sources: ['sources'],
  source: (id: string) => ['sources', id],
  destinations: ['destinations'],
  destination: (id: string) => ['destinations', id],
  subscriptions: ['subscriptions'],
  subscription: (id: string) => ['subscriptions', id],
  subscriptionPreview: (sourceId: string | null, eventTypes: readonly string[], filter: string) => [
    'events',
    'preview',
    sourceId,
    filter,
    ...eventTypes,
  ],
  events: ['events'],
  oneEvent: ['events', 'one'],
  event: (id: string) => ['events', 'one', id],
  examination: (id: string) => ['events', 'one', id, 'signature'],
  eventTypes: (sourceId: string | null) => ['events', 'types', sourceId],
  delivery: (id: string) => ['deliveries', 'one', id],
  settings: ['settings'],
  configurationChanges: ['configuration'],
  replays: ['replays'],
  replayPlan: (asked: object) => ['replay-plan', asked],
  mocks: ['mocks'],
  mock: (name: string) => ['mocks', 'one', name],
  mockRequests: (name: string) => ['mocks', 'requests', name],
  labRuns: ['lab'],
  labRun: (id: string) => ['lab', id],
  /** What the page asked for; no notice names it. */
  labAsked: (id: string) => ['lab-asked', id],
  attacks: ['attacks'],
  localPorts: ['local-ports'],
  tunnel: ['tunnel'],
  catalog: ['catalog'],
  kind: (eventType: string, sourceId: string | null) => ['catalog', 'kind', sourceId, eventType],
  triggered: ['catalog', 'triggered'],
  /** What ships with the program never changes. */
  shippedExamples: ['shipped-examples'],
  shippedExample: (example: object | null) => ['shipped-examples', example],
  eventText: (id: string | null) => ['event-text', id],
  /** Bodies never change, so no notice names them. */
  eventLines: (id: string, view: string | null, first: number) => ['event-lines', id, view, first],
  requestLines: (attemptId: string, view: string | null, first: number) => ['request-lines', attemptId, view, first],
  responseLines: (attemptId: string, view: string | null, first: number) => ['response-lines', attemptId, view, first],
  /** Numbers begin anew when a log is emptied, so the time is part of it. */
  mockRequestLines: (name: string, number: number, received_at_ms: number, view: string | null, first: number) => [
    'mock-request-lines',
    name,
    number,
    received_at_ms,
    view,
    first,
  ],
} satisfies Record<string, QueryKey | ((...parts: never[]) => QueryKey)>;
