import { plural, t } from '@lingui/core/macro';

import type { Settings, SettingsPatch } from '../../contract';
import { useOverview } from '../../data/overview';
import { bytesText } from '../../design/formatBytes';
import { Select, type SelectOption } from '../../design/Select';
import { choicesOf } from './choices';
import { SettingRow, SettingsGroup } from './SettingRow';

const DAYS = [7, 30, 90, 365];
const GIB = 1024 ** 3;
const SIZES = [GIB, 5 * GIB, 10 * GIB, 50 * GIB];

export interface HistoryProps {
  settings: Settings;
  onChange: (patch: SettingsPatch) => void;
}

/** How long the past is kept, and how much of it. */
export function History({ settings, onChange }: HistoryProps) {
  const { retention } = settings;
  const { data: overview } = useOverview();
  const days = (count: number) => plural(count, { one: '# day', other: '# days' });
  // Dead letters are kept at least as long as the rest.
  const deadLetterDays = DAYS.filter((count) => retention.days !== null && count >= retention.days);
  const changeDays = (chosen: number | null) =>
    onChange({
      retention: {
        ...retention,
        days: chosen,
        dead_letter_days:
          chosen === null || (retention.dead_letter_days !== null && retention.dead_letter_days < chosen)
            ? null
            : retention.dead_letter_days,
      },
    });

  return (
    <SettingsGroup id="storage" title={t`Retention and storage`}>
      <SettingRow
        label={t`Keep events`}
        settingKey="retention.days"
        hint={t`With their deliveries and attempts. What still waits is never deleted.`}
      >
        <NumberSelect label={t`Keep events`} value={retention.days} numbers={DAYS} text={days} none={t`For good`} onChange={changeDays} />
      </SettingRow>
      {retention.days !== null && (
        <SettingRow label={t`Keep dead letters`} settingKey="retention.dead_letter_days" hint={t`Events with a dead letter stay longer.`}>
          <NumberSelect
            label={t`Keep dead letters`}
            value={retention.dead_letter_days}
            numbers={deadLetterDays}
            text={days}
            none={t`For good`}
            onChange={(dead_letter_days) => onChange({ retention: { ...retention, dead_letter_days } })}
          />
        </SettingRow>
      )}
      <SettingRow
        label={t`Largest size`}
        settingKey="retention.bytes_max"
        hint={t`Above it the oldest events are deleted, those with dead letters last.`}
      >
        <NumberSelect
          label={t`Largest size`}
          value={retention.bytes_max}
          numbers={SIZES}
          text={bytesText}
          none={t`No limit`}
          onChange={(bytes_max) => onChange({ retention: { ...retention, bytes_max } })}
        />
      </SettingRow>
      <SettingRow label={t`Storage`} hint={t`Events with their bodies, deliveries and attempts.`} words={t`disk size`}>
        {overview && bytesText(overview.storage_bytes)}
      </SettingRow>
    </SettingsGroup>
  );
}

interface NumberSelectProps {
  label: string;
  value: number | null;
  numbers: readonly number[];
  text: (number: number) => string;
  /** What null is called. */
  none: string;
  onChange: (value: number | null) => void;
}

function NumberSelect({ label, value, numbers, text, none, onChange }: NumberSelectProps) {
  const options: SelectOption<string>[] = [{ value: 'none', label: none }, ...choicesOf(numbers, value, text)];
  return (
    <Select
      aria-label={label}
      value={value === null ? 'none' : String(value)}
      onValueChange={(chosen) => onChange(chosen === 'none' ? null : Number(chosen))}
      options={options}
    />
  );
}
