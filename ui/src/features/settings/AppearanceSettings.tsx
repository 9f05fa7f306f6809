import { t } from '@lingui/core/macro';

import { SegmentedControl } from '../../design/SegmentedControl';
import { Select } from '../../design/Select';
import { LANGUAGES, systemLanguage } from '../../language';
import { choicesOf } from './choices';
import type { SettingsPartProps } from './General';
import { SettingRow, SettingsGroup } from './SettingRow';

const ZOOMS = [80, 90, 100, 110, 125, 150, 180];

/** How the window looks, and which language it speaks. */
export function AppearanceSettings({ settings, onChange }: SettingsPartProps) {
  const ownLanguage = LANGUAGES[systemLanguage()];
  return (
    <SettingsGroup id="appearance" title={t`Appearance`}>
      <SettingRow label={t`Theme`} settingKey="theme" words={t`colours dark light`}>
        <SegmentedControl
          aria-label={t`Theme`}
          value={settings.theme}
          onValueChange={(theme) => onChange({ theme })}
          options={[
            { value: 'system', label: t`As the system` },
            { value: 'light', label: t`Light` },
            { value: 'dark', label: t`Dark` },
            { value: 'high_contrast', label: t`High contrast` },
          ]}
        />
      </SettingRow>
      <SettingRow label={t`Language`} settingKey="language" words="Sprache Deutsch English">
        <SegmentedControl
          aria-label={t`Language`}
          value={settings.language}
          onValueChange={(language) => onChange({ language })}
          options={[
            { value: 'system', label: t`As the system (${ownLanguage})` },
            { value: 'en', label: LANGUAGES.en },
            { value: 'de', label: LANGUAGES.de },
          ]}
        />
      </SettingRow>
      <SettingRow label={t`Row height`} settingKey="density" hint={t`How close the rows of lists stand.`} words={t`density`}>
        <SegmentedControl
          aria-label={t`Row height`}
          value={settings.density}
          onValueChange={(density) => onChange({ density })}
          options={[
            { value: 'compact', label: t`Compact` },
            { value: 'default', label: t`Default` },
            { value: 'comfortable', label: t`Comfortable` },
          ]}
        />
      </SettingRow>
      <SettingRow label={t`Size of everything`} settingKey="zoom_percent" words={t`zoom text font`}>
        <Select
          aria-label={t`Size of everything`}
          size="button"
          value={String(settings.zoom_percent)}
          onValueChange={(value) => onChange({ zoom_percent: Number(value) })}
          options={choicesOf(ZOOMS, settings.zoom_percent, (percent) => `${percent} %`)}
        />
      </SettingRow>
      <SettingRow label={t`Motion`} settingKey="motion" words={t`animation`}>
        <SegmentedControl
          aria-label={t`Motion`}
          value={settings.motion}
          onValueChange={(motion) => onChange({ motion })}
          options={[
            { value: 'system', label: t`As the system` },
            { value: 'reduced', label: t`None` },
          ]}
        />
      </SettingRow>
    </SettingsGroup>
  );
}
