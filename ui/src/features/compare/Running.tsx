import { t } from '@lingui/core/macro';

import styles from './compare.module.css';

/** A thin bar while the engine compares. */
export function Running({ isOn }: { isOn: boolean }) {
  return isOn && <div className={styles.running} role="progressbar" aria-label={t`Comparing`} />;
}
