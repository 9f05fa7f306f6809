import { createContext, type ReactNode, use } from 'react';

import { Card } from '../../design/Card';
import { useIsFound } from './searchContext';
import styles from './settings.module.css';

const GroupContext = createContext('');

/** Settings that belong together, in one card. It is not shown while nothing in it is looked for. */
export function SettingsGroup({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section id={id} className={styles.group} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      <GroupContext value={title}>
        <Card>{children}</Card>
      </GroupContext>
    </section>
  );
}

export interface SettingRowProps {
  label: string;
  /** The name of the setting in the API, for people who script. */
  settingKey?: string;
  hint?: string | undefined;
  /** Other words to find it by. */
  words?: string;
  /** The control, or the value when there is nothing to set. */
  children?: ReactNode;
}

/** One setting: what it is on the left, its control on the right. */
export function SettingRow({ label, settingKey, hint, words, children }: SettingRowProps) {
  const isFound = useIsFound([use(GroupContext), label, settingKey, hint, words]);
  if (!isFound) return null;
  return (
    <div className={styles.row} data-setting>
      <div className={styles.text}>
        <span className={styles.label}>{label}</span>
        {settingKey && <code className={styles.key}>{settingKey}</code>}
        {hint && <p className={styles.hint}>{hint}</p>}
      </div>
      {children && <div className={styles.control}>{children}</div>}
    </div>
  );
}
