import { t } from '@lingui/core/macro';

import { countdownText, useTimeUntil } from './clock';

/** The time left until a moment, ticking: `4:12`. */
export function Countdown({ at_ms }: { at_ms: number }) {
  const remaining_ms = useTimeUntil(at_ms);
  // The digits change every second; announcing each would drown everything else.
  return (
    <span role="timer" aria-live="off">
      {remaining_ms === null || remaining_ms === 0 ? t`now` : countdownText(remaining_ms)}
    </span>
  );
}
