import type { QueryKey } from '@tanstack/react-query';

/**
 * The query keys. The first word is the topic a change notice names, so one notice makes everything below it stale.
 */
export const keys = {
  overview: ['overview'],
  timeline: ['timeline'],
  /** It changes whenever the figures do. */
  histogram: (span: object) => ['overview', 'histogram', span],
  figures: (destinationId: string, last_ms: number) => ['overview', 'figures', destinationId, last_ms],
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
  explanation: (id: string) => ['deliveries', 'one', id, 'explanation'],
  /** Payloads never change, so no notice names them. */
  comparison: (...asked: readonly string[]) => ['comparison', ...asked],
  othersOfKind: (eventType: string, sourceId: string | null, than: string) => ['events', 'others', eventType, sourceId, than],
  attemptsOfEvent: (eventId: string) => ['deliveries', 'attempts', eventId],
  lastSuccess: (eventType: string, sourceId: string | null, than: string) => ['deliveries', 'success', eventType, sourceId, than],
  savedViews: ['views'],
  viewCounts: (filters: readonly object[]) => ['view-counts', filters],
  settings: ['settings'],
  configurationChanges: ['configuration'],
  replays: ['replays'],
  replayPages: ['replays', 'pages'],
  openReplays: ['replays', 'open'],
  replay: (id: string) => ['replays', 'one', id],
  issuePages: (states: string) => ['issues', 'pages', states],
  issue: (id: string) => ['issues', 'one', id],
  allIssues: ['issues', 'all'],
  issueDeliveries: (id: string) => ['issues', 'deliveries', id],
  /** Refreshed when the number of dead letters changes; no notice names it. */
  deadLetters: ['dead-letters'],
  deadLetterPages: (filter: object) => ['dead-letters', 'pages', filter],
  deadLetterFacets: (filter: object) => ['dead-letters', 'facets', filter],
  discardedPages: ['dead-letters', 'bin'],
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
  bodyLines: (body: string, asked: object) => ['body', body, 'lines', asked],
  bodyMatch: (body: string, asked: object) => ['body', body, 'match', asked],
  importPreview: (id: number) => ['import-preview', id],
  bodyTree: (body: string, asked: object) => ['body', body, 'tree', asked],
} satisfies Record<string, QueryKey | ((...parts: never[]) => QueryKey)>;
