import type { DeadLetterQuery } from '../../data/deadLetters';

/** What the address says: plain text, so that it can be read and written by people. */
export interface DeadLetterSearch {
  destination_id?: string;
  event_type?: string;
  reason?: string;
  from?: string;
  until?: string;
  replay_id?: string;
  /** The delivery the inspector shows. */
  selected?: string;
  /** The bin is shown instead. */
  part?: 'bin';
}

const words = ['destination_id', 'event_type', 'reason', 'from', 'until', 'replay_id', 'selected'] as const;

/** Takes what is meant of an address, whatever stands in it. */
export function readDeadLetterSearch(search: Record<string, unknown>): DeadLetterSearch {
  const read: DeadLetterSearch = search.part === 'bin' ? { part: 'bin' } : {};
  for (const word of words) {
    const value = search[word];
    if (typeof value === 'string' && value !== '') read[word] = value;
    else if (typeof value === 'number') read[word] = String(value);
  }
  return read;
}

/** What is asked of the engine. */
export function queryOf({ from, until, selected: _, part: __, ...asked }: DeadLetterSearch): DeadLetterQuery {
  return {
    ...asked,
    ...(from !== undefined && { received_from_ms: Number(from) }),
    ...(until !== undefined && { received_until_ms: Number(until) }),
  };
}
