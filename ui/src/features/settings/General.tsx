import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

import type { Settings, SettingsPatch } from '../../contract';
import { useOverview } from '../../data/overview';
import { Button } from '../../design/Button';
import { CopyButton } from '../../design/CopyButton';
import { SegmentedControl } from '../../design/SegmentedControl';
import { platform } from '../../platform/platform';
import { SettingRow, SettingsGroup } from './SettingRow';
import styles from './settings.module.css';

export interface SettingsPartProps {
  settings: Settings;
  onChange: (patch: SettingsPatch) => void;
}

/** What the program does as a whole. */
export function General({ settings, onChange }: SettingsPartProps) {
  const { data: overview } = useOverview();
  return (
    <SettingsGroup id="general" title={t`General`}>
      {platform().kind === 'desktop' && (
        <SettingRow
          label={t`When the window closes`}
          settingKey="on_close"
          hint={t`Keep receiving leaves Tacklebox running without its window; Quit stops receiving.`}
        >
          <SegmentedControl
            aria-label={t`When the window closes`}
            value={settings.on_close}
            onValueChange={(on_close) => onChange({ on_close })}
            options={[
              { value: 'ask', label: t`Ask` },
              { value: 'keep', label: t`Keep receiving` },
              { value: 'quit', label: t`Quit` },
            ]}
          />
        </SettingRow>
      )}
      <SettingRow label={t`Version`} hint={t`A newer version is never installed without being asked for.`}>
        {overview?.version}
      </SettingRow>
    </SettingsGroup>
  );
}

/** Where events come in. It is chosen as the program starts, so it is only shown. */
export function ReceiverSettings({ onChange }: Pick<SettingsPartProps, 'onChange'>) {
  const { data: overview } = useOverview();
  if (!overview) return null;
  const { receiver } = overview;
  return (
    <SettingsGroup id="receiver" title={t`Receiver`}>
      <SettingRow label={t`Address`} hint={t`Each source receives below it, at /in/ and its name.`} words={t`url port`}>
        <span className={styles.line}>
          <span className="mono">{receiver.url}</span>
          <CopyButton text={receiver.url} label={t`Copy the receiver’s address`} />
        </span>
      </SettingRow>
      <SettingRow label={t`State`} settingKey="receiver_pause" hint={receiver.problem ?? undefined} words={t`pause resume`}>
        {receiver.state === 'paused' ? (
          <span className={styles.line}>
            <Trans>Paused</Trans>
            <Button onClick={() => onChange({ receiver_pause: null })}>
              <Trans>Resume</Trans>
            </Button>
          </span>
        ) : receiver.state === 'receiving' ? (
          t`Receiving`
        ) : (
          t`Not receiving`
        )}
      </SettingRow>
      <SettingRow
        label={t`Another address`}
        hint={t`Say it as the program starts: tacklebox serve --receive 127.0.0.1:4665`}
        words={t`port listen`}
      />
    </SettingsGroup>
  );
}

/** What leaves this computer. */
export function Privacy() {
  return (
    <SettingsGroup id="privacy" title={t`Privacy`}>
      <SettingRow
        label={t`No account, no telemetry`}
        hint={t`Only the deliveries you set up leave this computer. Crash reports are never sent.`}
      />
      <SettingRow
        label={t`What others can reach`}
        hint={t`The receiver, at the paths of your sources. What shows and changes your events listens on this computer alone, behind a key.`}
      />
    </SettingsGroup>
  );
}

/** Where secrets are, and how they are kept. */
export function SecretSettings() {
  return (
    <SettingsGroup id="secrets" title={t`Secrets`}>
      <SettingRow label={t`Of sources and destinations`} hint={t`Each is added, rotated and retired where it is used.`}>
        <span className={styles.line}>
          <Link to="/sources" className={styles.link}>
            <Trans>Sources</Trans>
          </Link>
          <Link to="/destinations" className={styles.link}>
            <Trans>Destinations</Trans>
          </Link>
        </span>
      </SettingRow>
      <SettingRow
        label={t`How they are kept`}
        hint={t`Sealed under one master key, which stands in a file that only you can read, or in TACKLEBOX_MASTER_KEY. A removed secret is gone from the disk at once; it can be undone until the program ends.`}
      />
    </SettingsGroup>
  );
}
