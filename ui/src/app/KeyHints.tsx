import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';

import { useChosenShortcuts } from '../commands';
import { Kbd } from '../design/Kbd';
import { useSettings } from '../data/settings';
import { keyHints, type PaneName, paneOf } from './keyHints';
import styles from './StatusBar.module.css';

/** The most useful keys of the pane that has the focus. */
export function KeyHints() {
  const [pane, setPane] = useState<PaneName>('rest');
  const chosen = useChosenShortcuts();
  const areSingleKeysOn = useSettings().data?.are_single_keys_on ?? true;
  useEffect(() => {
    const look = () => setPane(paneOf(document.activeElement));
    document.addEventListener('focusin', look);
    return () => document.removeEventListener('focusin', look);
  }, []);
  return (
    <ul className={styles.hints} aria-label={t`Useful keys here`}>
      {keyHints(pane, chosen, areSingleKeysOn).map(({ keys, words }) => (
        <li key={words}>
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}{' '}
          {words}
        </li>
      ))}
    </ul>
  );
}
