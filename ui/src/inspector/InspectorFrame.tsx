import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';

import { IconButton } from '../design/IconButton';
import { Tabs, type Tab } from '../design/Tabs';
import styles from './InspectorFrame.module.css';

interface InspectorFrameProps<TabName extends string> {
  title: string;
  /** The state, beside the title. */
  chip: ReactNode;
  /** Ids and the check of the signature. */
  facts: ReactNode;
  actions: ReactNode;
  tab: TabName;
  onTabChange: (tab: TabName) => void;
  tabs: readonly Tab<TabName>[];
  onClose: () => void;
}

/** What is open beside the list: its name, what it is, what can be done, and tabs for the rest. */
export function InspectorFrame<TabName extends string>({
  title,
  chip,
  facts,
  actions,
  tab,
  onTabChange,
  tabs,
  onClose,
}: InspectorFrameProps<TabName>) {
  return (
    <div className={styles.frame}>
      <header className={styles.head}>
        <div className={styles.first}>
          <h2 title={title}>{title}</h2>
          {chip}
          <IconButton glyph="close" label={t`Close`} className={styles.close} onClick={onClose} />
        </div>
        <div className={styles.facts}>{facts}</div>
        <div className={styles.actions}>{actions}</div>
      </header>
      <Tabs
        aria-label={t`About ${title}`}
        value={tab}
        onValueChange={onTabChange}
        tabs={tabs}
        className={styles.tabs}
        panelClassName={styles.panel}
      />
    </div>
  );
}
