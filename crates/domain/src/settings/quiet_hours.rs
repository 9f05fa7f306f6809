//! Hours in which nobody is to be told of anything.

use crate::Timestamp;

const MINUTE_MS: i64 = 60_000;
const DAY_MINUTES: i64 = 24 * 60;
/// 1970 began on a Thursday; days are counted from Monday.
const FIRST_WEEKDAY: i64 = 3;

/// Hours in which alerts are held back: `20:00` to `08:00` on weekdays.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct QuietHours {
    /// Minute of the day they begin at.
    pub from_minute: u16,
    /// Minute of the day they end at, on the next day when it is not later; the whole day when it is the same.
    pub until_minute: u16,
    /// Days they begin on, 0 for Monday.
    pub weekdays: Vec<u8>,
    /// Minutes that the clock on the wall is ahead of UTC.
    pub utc_offset_minutes: i16,
}

impl QuietHours {
    /// Whether this moment is quiet.
    pub fn is_quiet(&self, at: Timestamp) -> bool {
        let minutes = at.unix_ms().div_euclid(MINUTE_MS) + i64::from(self.utc_offset_minutes);
        let (day, minute) = (minutes.div_euclid(DAY_MINUTES), minutes.rem_euclid(DAY_MINUTES));
        let (from, until) = (i64::from(self.from_minute), i64::from(self.until_minute));
        let length = match (until - from).rem_euclid(DAY_MINUTES) {
            0 => DAY_MINUTES,
            length => length,
        };
        // They began today, or yesterday and go on past midnight.
        [day, day - 1].into_iter().any(|began_on| {
            let weekday = (began_on + FIRST_WEEKDAY).rem_euclid(7);
            let since = (day - began_on) * DAY_MINUTES + minute - from;
            self.weekdays.iter().any(|day| i64::from(*day) == weekday) && (0..length).contains(&since)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_go_past_midnight_and_begin_on_their_days() {
        // 2026-11-27 is a Friday.
        let friday = 1_795_737_600_000;
        let at = |day: i64, hour: i64, minute: i64| {
            Timestamp::from_unix_ms(friday + ((day * 24 + hour) * 60 + minute) * MINUTE_MS)
        };
        let weekdays = QuietHours {
            from_minute: 20 * 60,
            until_minute: 8 * 60,
            weekdays: vec![0, 1, 2, 3, 4],
            utc_offset_minutes: 0,
        };
        let cases = [
            (at(0, 19, 59), false),
            (at(0, 20, 0), true),
            (at(1, 7, 59), true),
            (at(1, 8, 0), false),
            (at(1, 21, 0), false),
            (at(2, 23, 0), false),
            (at(3, 7, 0), false),
            (at(3, 20, 0), true),
        ];
        for (at, is_quiet) in cases {
            assert_eq!(weekdays.is_quiet(at), is_quiet, "{at:?}");
        }
        let ahead = QuietHours { utc_offset_minutes: 60, ..weekdays.clone() };
        assert!(ahead.is_quiet(at(0, 19, 0)) && !ahead.is_quiet(at(1, 7, 0)));
        let lunch = QuietHours { from_minute: 12 * 60, until_minute: 13 * 60, ..weekdays };
        assert!(lunch.is_quiet(at(0, 12, 30)) && !lunch.is_quiet(at(0, 13, 0)) && !lunch.is_quiet(at(1, 12, 30)));
    }
}
