import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

import { classNames } from './classNames';
import styles from './Tabs.module.css';

export interface Tab<Value extends string> {
  value: Value;
  label: ReactNode;
  panel: ReactNode;
}

export interface TabsProps<Value extends string> {
  value: Value;
  onValueChange: (value: Value) => void;
  tabs: readonly Tab<Value>[];
  'aria-label': string;
  /** Applied to the box around the list and the panel. */
  className?: string | undefined;
  panelClassName?: string | undefined;
}

/** Panels that share one place, with a tab for each. Only the panel shown is mounted. */
export function Tabs<Value extends string>({
  value,
  onValueChange,
  tabs,
  className,
  panelClassName,
  ...rest
}: TabsProps<Value>) {
  return (
    <Base.Root
      value={value}
      onValueChange={(chosen) => {
        const tab = tabs.find((candidate) => candidate.value === chosen);
        if (tab) onValueChange(tab.value);
      }}
      className={classNames(styles.tabs, className)}
    >
      <Base.List className={styles.list} aria-label={rest['aria-label']} activateOnFocus>
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className={styles.tab}>
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className={classNames(styles.panel, panelClassName)}>
          {tab.panel}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
