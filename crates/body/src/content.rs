//! What a body is, judged by its bytes alone.

use crate::opened::View;

/// What a body is, judged by its bytes alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Well-formed JSON.
    Json,
    /// Tags from begin to end.
    Xml,
    /// A form: `name=value&name=value`.
    Form,
    /// Other text, whatever its character set.
    Text,
    /// Bytes with control characters that no text has.
    Binary,
}

impl Content {
    /// Judges text that is not JSON.
    pub(crate) fn of_text(text: &[u8]) -> Self {
        let is_text = |byte: &u8| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0c' | b'\x1b');
        if !text.iter().all(is_text) {
            Self::Binary
        } else if is_markup(text) {
            Self::Xml
        } else if is_form(text) {
            Self::Form
        } else {
            Self::Text
        }
    }

    /// The view that shows most of it.
    pub(crate) fn fitting_view(self) -> View {
        match self {
            Self::Json | Self::Xml | Self::Form => View::Pretty,
            Self::Text => View::Raw,
            Self::Binary => View::Hex,
        }
    }
}

fn is_markup(text: &[u8]) -> bool {
    let trimmed = text.trim_ascii();
    let after = trimmed.get(1).copied().unwrap_or_default();
    trimmed.starts_with(b"<")
        && trimmed.ends_with(b">")
        && (after.is_ascii_alphabetic() || matches!(after, b'?' | b'!'))
}

/// Nothing but what a form may hold, and at least one `=` behind a name.
fn is_form(text: &[u8]) -> bool {
    let may_stand = |byte: &u8| byte.is_ascii_alphanumeric() || b"%+-._*&=~!'(),:;@/[]{}$".contains(byte);
    let text = text.trim_ascii_end();
    let name_ends = text.iter().position(|byte| *byte == b'=');
    name_ends.is_some_and(|at| at > 0 && at < 200) && text.iter().all(may_stand)
}
