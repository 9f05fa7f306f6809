//! What texts at one place have in common.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::format::{Format, Formats};

/// Different values that may make an enumeration.
const VALUES_MAX: usize = 12;
/// Longest value of an enumeration, in bytes.
const VALUE_BYTES_MAX: usize = 40;
/// Texts seen before few different values are taken for an enumeration.
pub(crate) const ENUMERATION_SEEN_MIN: u64 = 20;
/// How often each value must have been seen for that.
const VALUE_SEEN_MIN: u64 = 2;

/// What texts at one place have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Texts {
    /// How many were seen.
    pub(crate) seen: u64,
    /// What all of them have.
    formats: Formats,
    /// The different values and how often each was seen; `None` when they are too many, or no words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    values: Option<BTreeMap<String, u64>>,
}

impl Texts {
    pub(crate) fn of(text: &str) -> Self {
        let values = is_word(text).then(|| BTreeMap::from([(text.to_owned(), 1)]));
        Self { seen: 1, formats: Formats::of(text), values }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.seen = self.seen.saturating_add(other.seen);
        self.formats = self.formats.and(other.formats);
        self.values = match (self.values.take(), other.values) {
            (Some(mut values), Some(others)) => {
                for (value, seen) in others {
                    let count = values.entry(value).or_default();
                    *count = count.saturating_add(seen);
                }
                (values.len() <= VALUES_MAX).then_some(values)
            }
            _ => None,
        };
    }

    /// What every one of them looks like.
    pub(crate) fn format(&self) -> Option<Format> {
        self.formats.first()
    }

    /// The values, when they are likely to be all there are: several words that come again and again. One word that
    /// never changed proves nothing, since a test account has one currency and one country too.
    pub(crate) fn enumeration(&self) -> Option<impl Iterator<Item = &str>> {
        let values = self.values.as_ref()?;
        let is_closed = values.len() >= 2
            && self.seen >= ENUMERATION_SEEN_MIN
            && values.values().all(|seen| *seen >= VALUE_SEEN_MIN);
        is_closed.then(|| values.keys().map(String::as_str))
    }
}

/// A word as enumerations have them: letters, and what joins letters. What holds a digit may be an id or a name, and is
/// not kept.
fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= VALUE_BYTES_MAX
        && text.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-' | b'.' | b'/'))
}
