import { plural, t } from '@lingui/core/macro';

import type { Source } from '../../contract';
import { CheckedLine } from '../../design/CheckedLine';
import { timeSince } from '../../design/relativeTime';
import { useNow } from '../../design/useNow';
import { awaited } from './sender';

/** Waits for the first event of a source, and says so when it has arrived. */
export function FirstEventLine({ source }: { source: Source }) {
  const now_ms = useNow();
  if (source.last_event_at_ms === null) {
    const event = awaited(source.provider);
    return <CheckedLine tone="waiting">{t`Waiting for ${event}…`}</CheckedLine>;
  }
  const since = timeSince(source.last_event_at_ms, now_ms);
  return (
    <CheckedLine tone="good">
      {plural(source.event_count, {
        one: `Receiving: # event, the last ${since}.`,
        other: `Receiving: # events, the last ${since}.`,
      })}
    </CheckedLine>
  );
}
