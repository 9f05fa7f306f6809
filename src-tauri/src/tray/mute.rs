//! Until when notifications are muted from the tray.

use std::time::Duration;

use chrono::{DateTime, Days, Local, NaiveTime, TimeZone};
use serde_json::{Value, json};

/// What can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mute {
    HalfAnHour,
    UntilMorning,
    UntilUnmuted,
    Unmute,
}

const HALF_AN_HOUR: Duration = Duration::from_secs(30 * 60);
const MORNING: NaiveTime = NaiveTime::from_hms_opt(9, 0, 0).expect("a time of the day");

impl Mute {
    pub const ALL: [Self; 4] = [Self::HalfAnHour, Self::UntilMorning, Self::UntilUnmuted, Self::Unmute];

    /// The entry of the menu.
    pub const fn id(self) -> &'static str {
        match self {
            Self::HalfAnHour => "mute-half-an-hour",
            Self::UntilMorning => "mute-until-morning",
            Self::UntilUnmuted => "mute-until-unmuted",
            Self::Unmute => "unmute",
        }
    }

    /// What the settings become.
    pub fn patch<Tz: TimeZone>(self, now: &DateTime<Tz>) -> Value {
        match self {
            Self::HalfAnHour => {
                json!({ "notifications_muted_until_ms": (now.clone() + HALF_AN_HOUR).timestamp_millis() })
            }
            Self::UntilMorning => json!({ "notifications_muted_until_ms": tomorrow_morning(now).timestamp_millis() }),
            Self::UntilUnmuted => json!({ "are_notifications_on": false }),
            Self::Unmute => json!({ "are_notifications_on": true, "notifications_muted_until_ms": null }),
        }
    }
}

/// The time of day. The tray speaks of the clock on the wall, which the engine does not know.
pub fn now() -> DateTime<Local> {
    Local::now()
}

pub fn now_ms() -> i64 {
    now().timestamp_millis()
}

/// 09:00 of the next day; in the small hours that is the morning to come.
fn tomorrow_morning<Tz: TimeZone>(now: &DateTime<Tz>) -> DateTime<Tz> {
    let today = now.naive_local().date();
    let day = if now.naive_local().time() < NaiveTime::from_hms_opt(5, 0, 0).unwrap_or(MORNING) {
        today
    } else {
        today.checked_add_days(Days::new(1)).unwrap_or(today)
    };
    // A clock that is moved at nine in the morning has no such moment: then a day is near enough.
    now.timezone().from_local_datetime(&day.and_time(MORNING)).earliest().unwrap_or_else(|| now.clone() + Days::new(1))
}

#[cfg(test)]
mod tests {
    use chrono::Utc;

    use super::*;

    #[test]
    fn mutes_end_when_they_say() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().with_timezone(&Utc);
        let cases = [
            (Mute::HalfAnHour, "2026-11-28T14:00:00Z", "2026-11-28T14:30:00Z"),
            (Mute::UntilMorning, "2026-11-28T14:00:00Z", "2026-11-29T09:00:00Z"),
            (Mute::UntilMorning, "2026-11-29T02:00:00Z", "2026-11-29T09:00:00Z"),
        ];
        for (mute, now, until) in cases {
            assert_eq!(mute.patch(&at(now))["notifications_muted_until_ms"], at(until).timestamp_millis(), "{mute:?}");
        }
        assert_eq!(Mute::UntilUnmuted.patch(&at("2026-11-28T14:00:00Z"))["are_notifications_on"], false);
        assert!(Mute::Unmute.patch(&at("2026-11-28T14:00:00Z"))["notifications_muted_until_ms"].is_null());
    }
}
