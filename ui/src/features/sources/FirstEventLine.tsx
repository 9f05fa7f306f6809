import type { Source } from '../../contract';
import { CheckedLine } from '../../design/CheckedLine';
import { countOf } from '../../design/formatNumber';
import { timeSince } from '../../design/relativeTime';
import { useNow } from '../../design/useNow';
import { awaited } from './sender';

/** Waits for the first event of a source, and says so when it has arrived. */
export function FirstEventLine({ source }: { source: Source }) {
  const now_ms = useNow();
  if (source.last_event_at_ms === null) {
    return <CheckedLine tone="waiting">Waiting for {awaited(source.provider)}…</CheckedLine>;
  }
  return (
    <CheckedLine tone="good">
      Receiving: {countOf(source.event_count, 'event')}, the last {timeSince(source.last_event_at_ms, now_ms)}.
    </CheckedLine>
  );
}
