//! The kind of an event, dotted as `order.paid`, and patterns over kinds.

use std::fmt;

/// Longest name of a kind, in bytes.
pub const EVENT_TYPE_BYTES_MAX: usize = 256;

/// The kind of an event: 1 to 256 bytes of printable text without white space, `order.paid` or `orders/create`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EventTypeName(String);

/// A pattern over kinds: `*` stands for any run of characters, everything else for itself. `order.*`, `*`, `*.deleted`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EventTypePattern(String);

/// Why a text is no event type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EventTypeError {
    /// There is no text.
    #[error("an event type may not be empty")]
    Empty,
    /// Over [`EVENT_TYPE_BYTES_MAX`].
    #[error("an event type may have at most {EVENT_TYPE_BYTES_MAX} bytes, this one has {0}")]
    TooLong(usize),
    /// White space or a control character.
    #[error("an event type may not contain {0:?}")]
    Forbidden(char),
}

impl EventTypeName {
    /// Checks and takes a text.
    ///
    /// # Errors
    /// When it is empty, too long, or holds white space, a control character or `*`.
    pub fn parse(text: &str) -> Result<Self, EventTypeError> {
        match text.chars().find(|character| *character == '*') {
            Some(star) => Err(EventTypeError::Forbidden(star)),
            None => check(text).map(|()| Self(text.to_owned())),
        }
    }

    /// The kind for a received event that names none: what the sender called it is made printable, or `unknown`.
    pub fn from_sender(text: Option<&str>) -> Self {
        let cleaned: String = text
            .unwrap_or_default()
            .chars()
            .filter(|character| !character.is_whitespace() && !character.is_control() && *character != '*')
            .take(EVENT_TYPE_BYTES_MAX / 4)
            .collect();
        if cleaned.is_empty() { Self("unknown".to_owned()) } else { Self(cleaned) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for EventTypeName {
    type Error = EventTypeError;

    fn try_from(text: String) -> Result<Self, EventTypeError> {
        Self::parse(&text)
    }
}

impl From<EventTypeName> for String {
    fn from(name: EventTypeName) -> Self {
        name.0
    }
}

impl EventTypePattern {
    /// Checks and takes a text.
    ///
    /// # Errors
    /// When it is empty, too long, or holds white space or a control character.
    pub fn parse(text: &str) -> Result<Self, EventTypeError> {
        check(text).map(|()| Self(text.to_owned()))
    }

    /// Matches every kind.
    pub fn everything() -> Self {
        Self("*".to_owned())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `name` is one of the kinds meant. Time grows with the product of both lengths at worst.
    pub fn matches(&self, name: &EventTypeName) -> bool {
        let (pattern, text) = (self.0.as_bytes(), name.0.as_bytes());
        let (mut at_pattern, mut at_text) = (0, 0);
        // Where to go back to when the run that the last `*` stands for has to grow by one.
        let mut last_star: Option<(usize, usize)> = None;
        while at_text < text.len() {
            match pattern.get(at_pattern) {
                Some(b'*') => {
                    last_star = Some((at_pattern, at_text));
                    at_pattern += 1;
                }
                Some(byte) if *byte == text[at_text] => {
                    at_pattern += 1;
                    at_text += 1;
                }
                _ => match last_star {
                    Some((star, covered)) => {
                        last_star = Some((star, covered + 1));
                        at_pattern = star + 1;
                        at_text = covered + 1;
                    }
                    None => return false,
                },
            }
        }
        pattern[at_pattern..].iter().all(|byte| *byte == b'*')
    }
}

fn check(text: &str) -> Result<(), EventTypeError> {
    if text.is_empty() {
        return Err(EventTypeError::Empty);
    }
    if text.len() > EVENT_TYPE_BYTES_MAX {
        return Err(EventTypeError::TooLong(text.len()));
    }
    match text.chars().find(|character| character.is_whitespace() || character.is_control()) {
        Some(character) => Err(EventTypeError::Forbidden(character)),
        None => Ok(()),
    }
}

impl fmt::Display for EventTypeName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for EventTypePattern {
    type Error = EventTypeError;

    fn try_from(text: String) -> Result<Self, EventTypeError> {
        Self::parse(&text)
    }
}

impl From<EventTypePattern> for String {
    fn from(pattern: EventTypePattern) -> Self {
        pattern.0
    }
}

impl fmt::Display for EventTypePattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_match(pattern: &str, name: &str, expected: bool) {
        let matched = EventTypePattern::parse(pattern).unwrap().matches(&EventTypeName::parse(name).unwrap());
        assert_eq!(matched, expected, "{pattern} against {name}");
    }

    #[test]
    fn a_star_stands_for_any_run_of_characters() {
        check_match("*", "order.paid", true);
        check_match("order.*", "order.paid", true);
        check_match("order.*", "order.paid.twice", true);
        check_match("order.*", "order", false);
        check_match("order.*", "reorder.paid", false);
        check_match("*.paid", "order.paid", true);
        check_match("*.paid", "order.paid.twice", false);
        check_match("o*r.*d", "order.paid", true);
        check_match("order.paid", "order.paid", true);
        check_match("order.paid", "order.paidx", false);
        check_match("orders/*", "orders/create", true);
    }

    #[test]
    fn what_is_no_event_type_is_refused_with_the_reason() {
        assert_eq!(EventTypeName::parse(""), Err(EventTypeError::Empty));
        assert_eq!(EventTypeName::parse("a b"), Err(EventTypeError::Forbidden(' ')));
        assert_eq!(EventTypeName::parse("a.*"), Err(EventTypeError::Forbidden('*')));
        assert_eq!(EventTypeName::parse(&"x".repeat(257)), Err(EventTypeError::TooLong(257)));
    }

    #[test]
    fn a_senders_name_is_made_printable() {
        assert_eq!(EventTypeName::from_sender(None).as_str(), "unknown");
        assert_eq!(EventTypeName::from_sender(Some(" a\n* ")).as_str(), "a");
    }
}
