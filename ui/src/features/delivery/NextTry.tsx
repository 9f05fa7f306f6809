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
        An attempt is under way.
      </p>
    );
  }
  if ((state !== 'retrying' && state !== 'queued') || due_at_ms === null) return null;
  return (
    <p className={styles.next}>
      <Glyph name="retrying" />
      <span>
        Next attempt in{' '}
        <b>
          <Countdown at_ms={due_at_ms} />
        </b>
        , at <span title={fullMoment(due_at_ms)}>{exactTime(due_at_ms).slice(0, 8)}</span>.
      </span>
    </p>
  );
}
