import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { use, useState } from 'react';

import {
  commandGroups,
  commandGroupTitle,
  type CommandId,
  commands,
  commandWords,
  shortcutsOf,
  useChosenShortcuts,
  usualKeys,
} from '../../commands';
import { Button } from '../../design/Button';
import { Switch } from '../../design/Switch';
import type { SettingsPartProps } from './General';
import { isFound, SearchContext } from './searchContext';
import { SettingRow, SettingsGroup } from './SettingRow';
import { ShortcutRow } from './ShortcutRow';
import styles from './settings.module.css';

/** Every command with its keys. They can be given others, lose them, and get the usual ones back. */
export function KeyboardSettings({ settings, onChange }: SettingsPartProps) {
  const chosen = useChosenShortcuts();
  const query = use(SearchContext);
  const [isShown, setShown] = useState(false);
  const changedCount = Object.keys(chosen).length;

  const assign = (id: CommandId, keys: readonly string[]) => {
    const { [id]: _old, ...others } = settings.shortcuts;
    const isUsual = keys.join(' ') === usualKeys(id).join(' ');
    onChange({ shortcuts: isUsual ? others : { ...others, [id]: [...keys] } });
  };

  const groups = commandGroups.map((group) => ({
    group,
    ids: (Object.keys(commands) as CommandId[]).filter((id) => {
      const { title, synonyms, group: own } = commandWords(id);
      return own === group && isFound(query, [t`Keyboard`, title, synonyms, id, ...shortcutsOf(id, chosen)]);
    }),
  }));
  const isListShown = isShown || query !== '';

  return (
    <SettingsGroup id="keyboard" title={t`Keyboard`}>
      <SettingRow
        label={t`Use single-key shortcuts`}
        settingKey="are_single_keys_on"
        hint={t`J, K, F, R, / and other single keys, where nothing is typed. Without them every command is still in the palette.`}
      >
        <Switch
          aria-label={t`Use single-key shortcuts`}
          isOn={settings.are_single_keys_on}
          onChange={(are_single_keys_on) => onChange({ are_single_keys_on })}
        />
      </SettingRow>
      <SettingRow label={t`Shortcuts`} settingKey="shortcuts" hint={t`Of every command. Two commands with the same keys are shown.`} words={t`keys`}>
        <span className={styles.line}>
          <Button
            variant="ghost"
            disabledReason={changedCount === 0 ? t`All commands have their usual keys.` : undefined}
            onClick={() => onChange({ shortcuts: {} })}
          >
            <Trans>Reset all</Trans>
          </Button>
          <Button aria-expanded={isListShown} onClick={() => setShown((was) => !was)}>
            {isShown ? t`Hide the list` : t`Show the list`}
          </Button>
        </span>
      </SettingRow>
      {isListShown &&
        groups.map(
          ({ group, ids }) =>
            ids.length > 0 && (
              <section key={group} className={styles.shortcuts} aria-label={commandGroupTitle(group)} data-setting>
                <h3>{commandGroupTitle(group)}</h3>
                <ul>
                  {ids.map((id) => (
                    <ShortcutRow key={id} id={id} onAssign={(keys) => assign(id, keys)} />
                  ))}
                </ul>
              </section>
            ),
        )}
    </SettingsGroup>
  );
}
