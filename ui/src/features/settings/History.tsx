import type { Settings, SettingsPatch } from '../../contract';
import { roughDurationText } from '../../design/duration';
import { bytesText } from '../../design/formatBytes';
import { countOf } from '../../design/formatNumber';
import { Select, type SelectOption } from '../../design/Select';
import { choicesOf } from './choices';
import { SettingRow, SettingsGroup } from './SettingRow';

const DAYS = [7, 30, 90, 365];
const GIB = 1024 ** 3;
const SIZES = [GIB, 5 * GIB, 10 * GIB, 50 * GIB];
const HOUR_MS = 3_600_000;
const WINDOWS_MS = [HOUR_MS, 24 * HOUR_MS, 7 * 24 * HOUR_MS, 30 * 24 * HOUR_MS];

export interface HistoryProps {
  settings: Settings;
  onChange: (patch: SettingsPatch) => void;
}

/** How long the past is kept, and how much of it. */
export function History({ settings, onChange }: HistoryProps) {
  const { retention } = settings;
  const days = (count: number) => countOf(count, 'day');
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
    <SettingsGroup title="History">
      <SettingRow
        label="Keep events"
        settingKey="retention.days"
        hint="With their deliveries and attempts. What still waits is never deleted."
      >
        <NumberSelect label="Keep events" value={retention.days} numbers={DAYS} text={days} none="For good" onChange={changeDays} />
      </SettingRow>
      {retention.days !== null && (
        <SettingRow label="Keep dead letters" settingKey="retention.dead_letter_days" hint="Events with a dead letter stay longer.">
          <NumberSelect
            label="Keep dead letters"
            value={retention.dead_letter_days}
            numbers={deadLetterDays}
            text={days}
            none="For good"
            onChange={(dead_letter_days) => onChange({ retention: { ...retention, dead_letter_days } })}
          />
        </SettingRow>
      )}
      <SettingRow
        label="Largest size"
        settingKey="retention.bytes_max"
        hint="Above it the oldest events are deleted, those with dead letters last."
      >
        <NumberSelect
          label="Largest size"
          value={retention.bytes_max}
          numbers={SIZES}
          text={bytesText}
          none="No limit"
          onChange={(bytes_max) => onChange({ retention: { ...retention, bytes_max } })}
        />
      </SettingRow>
      <SettingRow
        label="Remember idempotency keys"
        settingKey="idempotency_window_ms"
        hint="An event that is published again with the same key in this time is not stored twice."
      >
        <Select
          aria-label="Remember idempotency keys"
          value={String(settings.idempotency_window_ms)}
          onValueChange={(value) => onChange({ idempotency_window_ms: Number(value) })}
          options={choicesOf(WINDOWS_MS, settings.idempotency_window_ms, roughDurationText)}
        />
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
