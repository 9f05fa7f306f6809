import { plural, t } from '@lingui/core/macro';

import type { DayFigures as Day } from '../contract';
import { countText } from './formatNumber';
import { percentText } from './percent';
import { timeSince } from './relativeTime';
import { Figure, RowSparkline } from './RowList';
import { useNow } from './useNow';

/** The last 24 hours of a row: events by the hour, how many, and how many of their attempts got through. */
export function DayFigures({ day }: { day: Day }) {
  const words = plural(day.events, { one: '# event in the last 24 hours', other: '# events in the last 24 hours' });
  return (
    <>
      <RowSparkline hours={day.hours} aria-label={day.events === 0 ? t`No event in the last 24 hours` : words} />
      <Figure value={countText(day.events)} label={t`in 24 h`} />
      <Figure value={day.success_percent === null ? '–' : percentText(day.success_percent)} label={t`success`} />
    </>
  );
}

/** When the newest event of a row came. */
export function LastEvent({ at_ms }: { at_ms: number | null }) {
  const now_ms = useNow();
  return <Figure value={at_ms === null ? t`never` : timeSince(at_ms, now_ms)} label={t`last event`} isWide />;
}
