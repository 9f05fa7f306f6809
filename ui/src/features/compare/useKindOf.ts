import { useQuery } from '@tanstack/react-query';

import { eventQuery } from '../../data/event';
import { type Pair, payloadKind } from './pair';
import { attemptQuery } from './queries';

/** The kind of event that a comparison is about: of the right payload, or of the left where that is a file. */
export function useKindOf({ left, right }: Pair): string | undefined {
  const name = payloadKind(right) === 'file' ? left : right;
  const kind = payloadKind(name);
  const event = useQuery({ ...eventQuery(name), enabled: kind === 'event' }).data;
  const attempt = useQuery({ ...attemptQuery(name.replace(/:request$/, '')), enabled: kind === 'request' || kind === 'response' }).data;
  return event?.event_type ?? attempt?.event_type;
}
