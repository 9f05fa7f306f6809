import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import type { Settings, SettingsPatch } from '../../contract';
import { problemOf } from '../../data/client';
import { useChangeSettings, useSettings } from '../../data/settings';
import { ErrorNotice } from '../../design/ErrorNotice';
import { Screen } from '../../design/Screen';
import { TextInput } from '../../design/TextInput';
import { useToast } from '../../design/Toast';
import { Advanced } from './Advanced';
import { AppearanceSettings } from './AppearanceSettings';
import { General, Privacy, ReceiverSettings, SecretSettings } from './General';
import { History } from './History';
import { KeyboardSettings } from './KeyboardSettings';
import { NotificationSettings } from './NotificationSettings';
import { SearchContext } from './searchContext';
import styles from './settings.module.css';

/** What one can set for the whole app. Every change takes effect at once, and can be undone. */
export function SettingsScreen() {
  const settings = useSettings();
  const [query, setQuery] = useState('');
  return (
    <Screen
      title={t`Settings`}
      summary={t`Changes take effect at once.`}
      actions={
        <TextInput
          type="search"
          aria-label={t`Search settings`}
          placeholder={t`Search settings`}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className={styles.search}
        />
      }
    >
      {settings.isError && <ErrorNotice problem={problemOf(settings.error)} onRetry={() => settings.refetch()} />}
      {settings.data && (
        <SearchContext value={query.trim()}>
          <LoadedSettings settings={settings.data} />
        </SearchContext>
      )}
    </Screen>
  );
}

function LoadedSettings({ settings }: { settings: Settings }) {
  const update = useChangeSettings();
  const toast = useToast();
  const change = (patch: SettingsPatch) =>
    update.mutate(patch, { onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }) });

  // The address may name the part that is meant.
  const part = useRouterState({ select: ({ location }) => location.hash });
  useEffect(() => goTo(part), [part]);

  return (
    <div className={styles.columns}>
      <Contents />
      <div className={styles.groups}>
        <General settings={settings} onChange={change} />
        <ReceiverSettings onChange={change} />
        <NotificationSettings settings={settings} onChange={change} />
        <History settings={settings} onChange={change} />
        <KeyboardSettings settings={settings} onChange={change} />
        <AppearanceSettings settings={settings} onChange={change} />
        <Privacy />
        <SecretSettings />
        <Advanced settings={settings} onChange={change} />
        <p className={styles.nothing}>
          <Trans>No setting has these words.</Trans>
        </p>
      </div>
    </div>
  );
}

/** The groups, to go to. */
function Contents() {
  const groups = [
    { id: 'general', title: t`General` },
    { id: 'receiver', title: t`Receiver` },
    { id: 'notifications', title: t`Notifications` },
    { id: 'storage', title: t`Retention and storage` },
    { id: 'keyboard', title: t`Keyboard` },
    { id: 'appearance', title: t`Appearance` },
    { id: 'privacy', title: t`Privacy` },
    { id: 'secrets', title: t`Secrets` },
    { id: 'advanced', title: t`Advanced` },
  ];
  return (
    <nav className={styles.contents} aria-label={t`Parts of the settings`}>
      <ul>
        {groups.map(({ id, title }) => (
          <li key={id}>
            <button type="button" onClick={() => goTo(id)}>
              {title}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function goTo(id: string) {
  const group = document.getElementById(id);
  group?.scrollIntoView({ block: 'start' });
  group?.querySelector<HTMLElement>('button, input, a[href], [tabindex="0"]')?.focus({ preventScroll: true });
}
