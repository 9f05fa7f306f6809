import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

import type { NewReplay } from '../../contract';

/** What the dialog asks beside what is replayed. */
export interface ReplayDraft {
  /** Where it goes; null is where it went. */
  destinationId: string | null;
  pace: Pace;
  stopAfter: StopAfter;
  skipsDelivered: boolean;
  keepsOrder: boolean;
}

export type Pace = keyof typeof PACES;
export type StopAfter = keyof typeof STOPS;

export const PACES = {
  one: { label: msg`1 a second`, limit: { attempts: 1, per: 'second' } },
  five: { label: msg`5 a second`, limit: { attempts: 5, per: 'second' } },
  fifty: { label: msg`50 a second`, limit: { attempts: 50, per: 'second' } },
  fast: { label: msg`As fast as it is taken`, limit: null },
} as const satisfies Record<string, { label: MessageDescriptor; limit: NewReplay['rate_limit'] }>;

export const STOPS = {
  five: { label: msg`After 5 failures in a row`, failures: 5 },
  fifty: { label: msg`After 50 failures in a row`, failures: 50 },
  never: { label: msg`Never`, failures: null },
} as const satisfies Record<string, { label: MessageDescriptor; failures: number | null }>;

export function newReplayDraft(): ReplayDraft {
  return { destinationId: null, pace: 'five', stopAfter: 'five', skipsDelivered: true, keepsOrder: true };
}

/** What is asked of the engine. */
export function newReplayOf(what: NewReplay, draft: ReplayDraft): NewReplay {
  return {
    ...what,
    destination_id: draft.destinationId,
    rate_limit: PACES[draft.pace].limit,
    stop_after_failures: STOPS[draft.stopAfter].failures,
    skip_delivered: draft.skipsDelivered,
    // Events that were never delivered stood in no line.
    keep_order: draft.keepsOrder && !what.subscription_id,
  };
}
