import type { Settings, SettingsPatch } from '../../contract';
import { problemOf } from '../../data/client';
import { useOverview } from '../../data/overview';
import { useChangeSettings, useSettings } from '../../data/settings';
import { ErrorNotice } from '../../design/ErrorNotice';
import { bytesText } from '../../design/formatBytes';
import { Screen } from '../../design/Screen';
import { SegmentedControl } from '../../design/SegmentedControl';
import { Switch } from '../../design/Switch';
import { useToast } from '../../design/Toast';
import { platform } from '../../platform/platform';
import { History } from './History';
import { SettingRow, SettingsGroup } from './SettingRow';

/** What one can set for the whole app. Every change takes effect at once. */
export function SettingsScreen() {
  const settings = useSettings();
  return (
    <Screen title="Settings" summary="Changes take effect at once.">
      {settings.isError && <ErrorNotice problem={problemOf(settings.error)} onRetry={() => settings.refetch()} />}
      {settings.data && <LoadedSettings settings={settings.data} />}
    </Screen>
  );
}

function LoadedSettings({ settings }: { settings: Settings }) {
  const isDesktop = platform().kind === 'desktop';
  const update = useChangeSettings();
  const toast = useToast();
  const change = (patch: SettingsPatch) =>
    update.mutate(patch, { onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }) });

  return (
    <>
      <SettingsGroup title="Appearance">
        <SettingRow label="Theme" settingKey="theme">
          <SegmentedControl
            aria-label="Theme"
            value={settings.theme}
            onValueChange={(theme) => change({ theme })}
            options={[
              { value: 'system', label: 'As the system' },
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
          />
        </SettingRow>
        <SettingRow label="Row height" settingKey="density" hint="How close the rows of lists stand.">
          <SegmentedControl
            aria-label="Row height"
            value={settings.density}
            onValueChange={(density) => change({ density })}
            options={[
              { value: 'compact', label: 'Compact' },
              { value: 'default', label: 'Default' },
              { value: 'comfortable', label: 'Comfortable' },
            ]}
          />
        </SettingRow>
      </SettingsGroup>

      <SettingsGroup title="Window and notifications">
        {isDesktop && (
          <SettingRow
            label="When the window closes"
            settingKey="on_close"
            hint="Keep receiving leaves Tacklebox running without its window; Quit stops receiving."
          >
            <SegmentedControl
              aria-label="When the window closes"
              value={settings.on_close}
              onValueChange={(on_close) => change({ on_close })}
              options={[
                { value: 'ask', label: 'Ask' },
                { value: 'keep', label: 'Keep receiving' },
                { value: 'quit', label: 'Quit' },
              ]}
            />
          </SettingRow>
        )}
        <SettingRow
          label="Notifications"
          settingKey="are_notifications_on"
          hint="When deliveries begin to fail, give up, or recover. Each subscription says when. Payloads never appear in them."
        >
          <Switch
            aria-label="Notifications"
            isOn={settings.are_notifications_on}
            onChange={(are_notifications_on) => change({ are_notifications_on })}
          />
        </SettingRow>
      </SettingsGroup>

      <History settings={settings} onChange={change} />

      <About />
    </>
  );
}

function About() {
  const overview = useOverview();
  if (!overview.data) return null;
  const { receiver, storage_bytes, version } = overview.data;
  return (
    <SettingsGroup title="About">
      <SettingRow label="Receiver" hint={receiver.problem ?? undefined}>
        <span className="mono">{receiver.url}</span>
      </SettingRow>
      <SettingRow label="Storage" hint="Events with their bodies, deliveries and attempts.">
        {bytesText(storage_bytes)}
      </SettingRow>
      <SettingRow label="Version">{version}</SettingRow>
      <SettingRow label="Privacy" hint="No account. No telemetry. Only deliveries you set up leave this computer." />
    </SettingsGroup>
  );
}
