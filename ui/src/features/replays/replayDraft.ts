import type { NewReplay } from '../../contract';

/** What the dialog asks beside what is replayed. */
export interface ReplayDraft {
  /** Where it goes; null is where it went. */
  destinationId: string | null;
  pace: Pace;
  stopAfter: StopAfter;
  skipsDelivered: boolean;
}

export type Pace = keyof typeof PACES;
export type StopAfter = keyof typeof STOPS;

export const PACES = {
  fast: { label: 'As fast as it is taken', limit: null },
  second: { label: '1 a second', limit: { attempts: 1, per: 'second' } },
  ten: { label: '10 a second', limit: { attempts: 10, per: 'second' } },
  hundred: { label: '100 a second', limit: { attempts: 100, per: 'second' } },
} as const;

export const STOPS = {
  three: { label: 'After 3 failures in a row', failures: 3 },
  ten: { label: 'After 10 failures in a row', failures: 10 },
  never: { label: 'Never', failures: null },
} as const;

export function newReplayDraft(): ReplayDraft {
  return { destinationId: null, pace: 'ten', stopAfter: 'ten', skipsDelivered: true };
}

/** What is asked of the engine. */
export function newReplayOf(what: NewReplay, draft: ReplayDraft): NewReplay {
  return {
    ...what,
    destination_id: draft.destinationId,
    rate_limit: PACES[draft.pace].limit,
    stop_after_failures: STOPS[draft.stopAfter].failures,
    skip_delivered: draft.skipsDelivered,
  };
}
