import type { ReactNode } from 'react';

import { Card } from '../../design/Card';
import styles from './settings.module.css';

/** Settings that belong together, in one card. */
export function SettingsGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.group} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <Card>{children}</Card>
    </section>
  );
}

export interface SettingRowProps {
  label: string;
  /** The name of the setting in the API, for people who script. */
  settingKey?: string;
  hint?: string | undefined;
  /** The control, or the value when there is nothing to set. */
  children?: ReactNode;
}

/** One setting: what it is on the left, its control on the right. */
export function SettingRow({ label, settingKey, hint, children }: SettingRowProps) {
  return (
    <div className={styles.row}>
      <div className={styles.text}>
        <span className={styles.label}>{label}</span>
        {settingKey && <code className={styles.key}>{settingKey}</code>}
        {hint && <p className={styles.hint}>{hint}</p>}
      </div>
      {children && <div className={styles.control}>{children}</div>}
    </div>
  );
}
