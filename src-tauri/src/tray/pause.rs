//! For how long the receiver is paused from the tray.

use serde_json::{Value, json};

/// What can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pause {
    QuarterHour,
    Hour,
    UntilResumed,
    Resume,
}

const MINUTE_MS: i64 = 60_000;

impl Pause {
    pub const ALL: [Self; 4] = [Self::QuarterHour, Self::Hour, Self::UntilResumed, Self::Resume];

    /// The entry of the menu.
    pub const fn id(self) -> &'static str {
        match self {
            Self::QuarterHour => "pause-quarter-hour",
            Self::Hour => "pause-hour",
            Self::UntilResumed => "pause-until-resumed",
            Self::Resume => "resume",
        }
    }

    /// What the settings become.
    pub fn patch(self, now_ms: i64) -> Value {
        let until_ms = match self {
            Self::QuarterHour => Some(now_ms + 15 * MINUTE_MS),
            Self::Hour => Some(now_ms + 60 * MINUTE_MS),
            Self::UntilResumed => None,
            Self::Resume => return json!({ "receiver_pause": null }),
        };
        json!({ "receiver_pause": { "until_ms": until_ms } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_end_when_they_say() {
        assert_eq!(Pause::QuarterHour.patch(1_000), json!({ "receiver_pause": { "until_ms": 901_000 } }));
        assert_eq!(Pause::Hour.patch(1_000), json!({ "receiver_pause": { "until_ms": 3_601_000 } }));
        assert_eq!(Pause::UntilResumed.patch(1_000), json!({ "receiver_pause": { "until_ms": null } }));
        assert_eq!(Pause::Resume.patch(1_000), json!({ "receiver_pause": null }));
    }
}
