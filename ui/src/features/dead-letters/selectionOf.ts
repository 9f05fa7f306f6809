import type { NewReplay } from '../../contract';
import type { DeadLetterQuery } from '../../data/deadLetters';
import type { Marks } from '../../selection/marks';

/** What is marked, as replays and discards ask for it. */
export function selectionOf(marks: Marks, query: DeadLetterQuery): NewReplay {
  if (marks !== 'query') return { states: ['dead_letter'], delivery_ids: [...marks] };
  return {
    states: ['dead_letter'],
    from_destination_id: query.destination_id ?? null,
    event_type: query.event_type ?? null,
    reason: query.reason ?? null,
    received_from_ms: query.received_from_ms ?? null,
    received_until_ms: query.received_until_ms ?? null,
    replay_id: query.replay_id ?? null,
  };
}
