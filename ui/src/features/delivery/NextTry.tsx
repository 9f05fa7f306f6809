import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import type { DeliveryDetail } from '../../contract';
import { Countdown } from '../../design/Countdown';
import { exactTime, fullMoment } from '../../design/exactTime';
import { Glyph } from '../../design/glyphs';
import styles from './NextTry.module.css';

/** When the next attempt comes, counting down. Nothing when there is none to come. */
export function NextTry({ delivery: { state, due_at_ms } }: { delivery: DeliveryDetail }) {
  if (state === 'sending') {
    return (
      <p className={styles.sending}>
        <Glyph name="sending" />
        {t`An attempt is under way.`}
      </p>
    );
  }
  if ((state !== 'retrying' && state !== 'queued') || due_at_ms === null) return null;
  const time = exactTime(due_at_ms).slice(0, 8);
  return (
    <p className={styles.next}>
      <Glyph name="retrying" />
      <span>
        <Trans>
          Next attempt in{' '}
          <b>
            <Countdown at_ms={due_at_ms} />
          </b>
          , at <span title={fullMoment(due_at_ms)}>{time}</span>.
        </Trans>
      </span>
    </p>
  );
}
