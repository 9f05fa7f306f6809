import { t } from '@lingui/core/macro';

import { CopyButton } from '../../design/CopyButton';
import { roughDurationText } from '../../design/duration';
import { Select } from '../../design/Select';
import { choicesOf } from './choices';
import type { SettingsPartProps } from './General';
import { SettingRow, SettingsGroup } from './SettingRow';
import styles from './settings.module.css';

const HOUR_MS = 3_600_000;
const WINDOWS_MS = [HOUR_MS, 24 * HOUR_MS, 7 * 24 * HOUR_MS, 30 * 24 * HOUR_MS];

/** What few people need, and all of it as text. */
export function Advanced({ settings, onChange }: SettingsPartProps) {
  const asText = JSON.stringify(settings, null, 2);
  return (
    <SettingsGroup id="advanced" title={t`Advanced`}>
      <SettingRow
        label={t`Remember idempotency keys`}
        settingKey="idempotency_window_ms"
        hint={t`An event that is published again with the same key in this time is not stored twice.`}
      >
        <Select
          aria-label={t`Remember idempotency keys`}
          size="button"
          value={String(settings.idempotency_window_ms)}
          onValueChange={(value) => onChange({ idempotency_window_ms: Number(value) })}
          options={choicesOf(WINDOWS_MS, settings.idempotency_window_ms, roughDurationText)}
        />
      </SettingRow>
      <SettingRow
        label={t`All settings as JSON`}
        hint={t`Scripts read and change them at GET and PATCH /api/v1/settings.`}
        words={t`script api`}
      >
        <details className={styles.json}>
          <summary>{t`Show`}</summary>
          <pre tabIndex={0} aria-label={t`Settings as JSON`}>
            {asText}
          </pre>
        </details>
        <CopyButton text={asText} label={t`Copy the settings as JSON`} caption={t`Copy`} />
      </SettingRow>
    </SettingsGroup>
  );
}
