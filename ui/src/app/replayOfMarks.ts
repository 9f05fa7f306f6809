import { t } from '@lingui/core/macro';

import type { NewReplay } from '../contract';
import { looksIntoBodies, type TimelineQuery } from '../features/timeline';
import type { Marks } from '../selection/marks';

type EndedState = NonNullable<NewReplay['states']>[number];

/** How deliveries end, by the states that a filter names them with. */
const ENDED = { delivered: 'delivered', dead_letter: 'dead_letter', failed: 'dead_letter', cancelled: 'cancelled' } as const;
const ALL_ENDED: EndedState[] = ['delivered', 'dead_letter', 'cancelled'];

/** What a replay would be asked for, or why there is nothing to replay. */
export type ReplayOffer = { what: NewReplay; whyNot?: undefined } | { what?: undefined; whyNot: string };

/** What is marked, as a replay asks for it. Only what is over is made once more. */
export function replayOf(marks: Marks, query: TimelineQuery, now_ms: number): ReplayOffer {
  if (marks !== 'query') {
    const ids = [...marks].filter((id) => id.startsWith('dlv_'));
    return ids.length > 0 ? { what: { states: ALL_ENDED, delivery_ids: ids } } : { whyNot: t`None of them is a delivery.` };
  }
  if (looksIntoBodies(query)) return { whyNot: t`A replay does not look into bodies. Mark the rows themselves.` };
  const states = endedStates(query.state);
  if (states.length === 0) return { whyNot: t`Only deliveries that are over can be replayed.` };
  const { state: _state, destination_id, last_ms, since_ms, ...same } = query;
  const begin_ms = last_ms === undefined ? since_ms : Math.max(since_ms ?? 0, now_ms - last_ms);
  return {
    what: {
      ...same,
      states,
      ...(destination_id !== undefined && { from_destination_id: destination_id }),
      ...(begin_ms !== undefined && { since_ms: begin_ms }),
    },
  };
}

function endedStates(state: string | undefined): EndedState[] {
  if (!state) return ALL_ENDED;
  const named = new Set(state.split(','));
  const ended = Object.entries(ENDED).flatMap(([word, end]) => (named.has(word) ? [end] : []));
  return [...new Set(ended)];
}
