import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import type { QuietHours, Settings } from '../../contract';
import { keys } from '../../data/keys';
import { Button } from '../../design/Button';
import { Switch } from '../../design/Switch';
import { TextInput } from '../../design/TextInput';
import { Toggle } from '../../design/Toggle';
import type { SettingsPartProps } from './General';
import {
  minuteOf,
  shortWeekdayText,
  timeOfDay,
  usualQuietHours,
  utcOffsetMinutes,
  utcOffsetText,
  WEEKDAYS,
  weekdayText,
  withWeekday,
} from './quietHours';
import { SettingRow } from './SettingRow';
import styles from './settings.module.css';

/** Hours of some days in which nobody is told of anything; what happened is told once they are over. */
export function QuietHoursRows({ settings, onChange }: SettingsPartProps) {
  const hours = settings.quiet_hours;
  return (
    <>
      <SettingRow
        label={t`Quiet hours`}
        settingKey="quiet_hours"
        hint={t`What happens in them is told in one notification when they end.`}
        words={t`night do not disturb`}
      >
        <Switch
          aria-label={t`Quiet hours`}
          isOn={hours !== null}
          onChange={(isOn) => onChange({ quiet_hours: isOn ? usualQuietHours(new Date()) : null })}
        />
      </SettingRow>
      {hours && <Hours hours={hours} onHoursChange={(quiet_hours) => onChange({ quiet_hours })} />}
    </>
  );
}

function Hours({ hours, onHoursChange }: { hours: QuietHours; onHoursChange: (hours: QuietHours) => void }) {
  const { from_minute, until_minute, weekdays, utc_offset_minutes } = hours;
  const here = utcOffsetMinutes(new Date());
  const client = useQueryClient();
  // They are set by the clock of this computer, and as they are now: keys can be pressed faster than the window is drawn.
  const change = (part: Partial<QuietHours>) => {
    const now = client.getQueryData<Settings>(keys.settings)?.quiet_hours ?? hours;
    onHoursChange({ ...now, utc_offset_minutes: here, ...part });
  };
  const clock = utcOffsetText(utc_offset_minutes);
  const hint =
    weekdays.length === 0
      ? t`They never begin: choose a day.`
      : until_minute <= from_minute
        ? t`Until the next day. The days are those they begin on.`
        : t`The days are those they are on.`;
  return (
    <SettingRow label={t`From, until, and on which days`} hint={hint} words={t`quiet hours weekdays time`}>
      <div className={styles.quiet}>
        <span className={styles.line}>
          <MinuteField label={t`Quiet from`} minute={from_minute} onMinuteChange={(minute) => change({ from_minute: minute })} />
          <span aria-hidden>–</span>
          <MinuteField label={t`Quiet until`} minute={until_minute} onMinuteChange={(minute) => change({ until_minute: minute })} />
        </span>
        <span className={styles.days} role="group" aria-label={t`Days of quiet hours`}>
          {WEEKDAYS.map((weekday) => (
            <Toggle
              key={weekday}
              label={weekdayText(weekday)}
              isNamedByContent
              isOn={weekdays.includes(weekday)}
              onChange={(isOn) => change({ weekdays: withWeekday(weekdays, weekday, isOn) })}
            >
              <Weekday weekday={weekday} />
            </Toggle>
          ))}
        </span>
        {utc_offset_minutes !== here && (
          <span className={styles.line}>
            <span className={styles.hint}>
              <Trans>They go by a clock at {clock}.</Trans>
            </span>
            <Button variant="ghost" onClick={() => change({})}>
              <Trans>Use this computer’s clock</Trans>
            </Button>
          </span>
        )}
      </div>
    </SettingRow>
  );
}

/** `Mon` to see, `Monday` to hear. */
function Weekday({ weekday }: { weekday: number }) {
  return (
    <>
      <span aria-hidden>{shortWeekdayText(weekday)}</span>
      <span className="visually-hidden">{weekdayText(weekday)}</span>
    </>
  );
}

interface MinuteFieldProps {
  label: string;
  minute: number;
  onMinuteChange: (minute: number) => void;
}

/** A time of day. It is taken when the field is left or Enter is pressed: each digit of it would be a change of its own. */
function MinuteField({ label, minute, onMinuteChange }: MinuteFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const take = () => {
    const said = typed === null ? null : minuteOf(typed);
    setTyped(null);
    if (said !== null && said !== minute) onMinuteChange(said);
  };
  return (
    <TextInput
      type="time"
      aria-label={label}
      value={typed ?? timeOfDay(minute)}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
      className={styles.time}
    />
  );
}
