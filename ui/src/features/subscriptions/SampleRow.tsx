import { t } from '@lingui/core/macro';

import type { PreviewSample } from '../../contract';
import { bytesText } from '../../design/formatBytes';
import { Glyph } from '../../design/glyphs';
import { clockTime } from '../../design/relativeTime';
import styles from './subscriptions.module.css';

export interface SampleRowProps {
  sample: PreviewSample;
  isOpenAtFirst: boolean;
  /** A value was chosen as a condition. */
  onValueChoose: (path: readonly string[], value: unknown) => void;
}

/** A real event: what it is, what tells it apart, and unfolded the values a condition can be made of. */
export function SampleRow({ sample, isOpenAtFirst, onValueChoose }: SampleRowProps) {
  const { event_type, received_at_ms, is_match, telling, values } = sample;
  return (
    <li className={styles.sample}>
      <details open={isOpenAtFirst && values.length > 0}>
        <summary className={styles.sampleHead}>
          <b className={styles.sampleType}>
            <Glyph name="chevron-right" size={10} className={styles.sampleChevron} />
            {event_type}
          </b>
          <span className="t3">{clockTime(received_at_ms)}</span>
          <span className={styles.telling}>{telling ?? bytesText(sample.body_bytes)}</span>
          <span className={is_match ? styles.matches : styles.differs}>{is_match ? t`matches` : t`does not match`}</span>
        </summary>
        {values.length > 0 ? (
          <ul className={styles.values}>
            {values.map(({ path, value }) => {
              const name = path.join('.');
              const text = JSON.stringify(value);
              return (
                <li key={name}>
                  <button
                    type="button"
                    className={styles.value}
                    onClick={() => onValueChoose(path, value)}
                  >
                    <span className="visually-hidden">{t`Only if`} </span>
                    <span className="t3">{name}</span>
                    <span className="visually-hidden"> = </span>
                    <span className={styles.valueText}>{text}</span>
                    <Glyph name="plus" size={11} />
                  </button>
                </li>
              );
            })}
          </ul>
        ) : (
          <p className={styles.noValues}>{t`Its body is no JSON, or too large to be picked from.`}</p>
        )}
      </details>
    </li>
  );
}
