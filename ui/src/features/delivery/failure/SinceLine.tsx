import { plural, t } from '@lingui/core/macro';

import type { FailureExplanation } from '../../../contract';
import { fullMoment } from '../../../design/exactTime';
import { Glyph } from '../../../design/glyphs';
import { dayAndTime } from '../../../design/relativeTime';
import styles from './failure.module.css';

/** Since when it fails like this, and when it last did not. */
export function SinceLine({ since }: { since: FailureExplanation['since'] }) {
  const { at_ms, deliveries, last_success, recovered_at_ms } = since;
  const now_ms = Date.now();
  const moment = dayAndTime(at_ms, now_ms);
  const count = plural(deliveries, { one: '# delivery', other: '# deliveries' });
  return (
    <div className={styles.since}>
      <p title={fullMoment(at_ms)}>{t`Like this since ${moment}: ${count}.`}</p>
      <p>{last_success === null ? t`Nothing was taken there before.` : successText(last_success, now_ms)}</p>
      {recovered_at_ms !== null && (
        <p className={styles.recovered}>
          <Glyph name="delivered" />
          {t`It is well again: it took a delivery ${dayAndTime(recovered_at_ms, now_ms)}.`}
        </p>
      )}
    </div>
  );
}

function successText({ at_ms, deliveries_ago }: NonNullable<FailureExplanation['since']['last_success']>, now_ms: number): string {
  const moment = dayAndTime(at_ms, now_ms);
  if (deliveries_ago === null) return t`The last success was ${moment}, more than 500 deliveries earlier.`;
  const ago = plural(deliveries_ago, { one: '# delivery earlier', other: '# deliveries earlier' });
  return t`The last success was ${moment}, ${ago}.`;
}
