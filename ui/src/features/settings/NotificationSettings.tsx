import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';

import { Button } from '../../design/Button';
import { dayAndTime } from '../../design/relativeTime';
import { Select } from '../../design/Select';
import { Switch } from '../../design/Switch';
import { useNow } from '../../design/useNow';
import { choicesOf } from './choices';
import type { SettingsPartProps } from './General';
import { QuietHoursRows } from './QuietHoursRows';
import { inAnHour, tomorrowMorning } from './quietHours';
import { SettingRow, SettingsGroup } from './SettingRow';
import styles from './settings.module.css';

const SUCCESSES = [1, 3, 5, 10, 25];

/** Who is told of failures, and when. */
export function NotificationSettings({ settings, onChange }: SettingsPartProps) {
  const successes = (count: number) => plural(count, { one: '# success', other: '# successes in a row' });
  return (
    <SettingsGroup id="notifications" title={t`Notifications`}>
      <SettingRow
        label={t`Notifications`}
        settingKey="are_notifications_on"
        hint={t`When deliveries begin to fail, give up, or recover. Each subscription says when. Payloads never appear in them.`}
      >
        <Switch
          aria-label={t`Notifications`}
          isOn={settings.are_notifications_on}
          onChange={(are_notifications_on) => onChange({ are_notifications_on })}
        />
      </SettingRow>
      <MuteRow settings={settings} onChange={onChange} />
      <QuietHoursRows settings={settings} onChange={onChange} />
      <SettingRow
        label={t`Resolve an issue after`}
        settingKey="successes_to_resolve"
        hint={t`Deliveries to its destination that arrive. It opens again when one fails alike.`}
        words={t`recover auto-resolve`}
      >
        <Select
          aria-label={t`Resolve an issue after`}
          size="button"
          value={String(settings.successes_to_resolve)}
          onValueChange={(value) => onChange({ successes_to_resolve: Number(value) })}
          options={choicesOf(SUCCESSES, settings.successes_to_resolve, successes)}
        />
      </SettingRow>
    </SettingsGroup>
  );
}

/** Silence for a while. It ends by itself, but for that of the switch above. */
function MuteRow({ settings, onChange }: SettingsPartProps) {
  const now_ms = useNow();
  const until_ms = settings.notifications_muted_until_ms;
  const isMuted = until_ms !== null && now_ms < until_ms;
  const reason = settings.are_notifications_on ? undefined : t`Notifications are off.`;
  const mute = (until: (now: Date) => number) => onChange({ notifications_muted_until_ms: until(new Date()) });
  return (
    <SettingRow
      label={t`Mute`}
      settingKey="notifications_muted_until_ms"
      hint={t`Issues are kept and counted all the same.`}
      words={t`silence snooze`}
    >
      {isMuted ? (
        <span className={styles.line}>
          <span role="status">
            <Trans>Muted until {dayAndTime(until_ms, now_ms)}</Trans>
          </span>
          <Button onClick={() => onChange({ notifications_muted_until_ms: null })}>
            <Trans>Unmute</Trans>
          </Button>
        </span>
      ) : (
        <span className={styles.line} role="group" aria-label={t`Mute`}>
          <Button disabledReason={reason} onClick={() => mute(inAnHour)}>
            <Trans>For 1 hour</Trans>
          </Button>
          <Button disabledReason={reason} onClick={() => mute(tomorrowMorning)}>
            <Trans>Until {dayAndTime(tomorrowMorning(new Date(now_ms)), now_ms)}</Trans>
          </Button>
          <Button disabledReason={reason} onClick={() => onChange({ are_notifications_on: false })}>
            <Trans>Until I turn them on</Trans>
          </Button>
        </span>
      )}
    </SettingRow>
  );
}
