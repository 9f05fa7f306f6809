//! Short, printable pieces of hostile text, for explanations.

/// Longest excerpt, in characters.
const CHARACTERS_MAX: usize = 32;

/// The beginning of `bytes` as printable ASCII: everything else becomes `?`, and a cut is shown by `…`.
pub(crate) fn excerpt(bytes: &[u8]) -> String {
    let mut text: String = bytes
        .iter()
        .take(CHARACTERS_MAX)
        .map(|byte| if byte.is_ascii_graphic() || *byte == b' ' { char::from(*byte) } else { '?' })
        .collect();
    if bytes.len() > CHARACTERS_MAX {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_short_and_printable() {
        assert_eq!(excerpt(b"17639\r\n\xff"), "17639???");
        assert_eq!(excerpt(&[b'a'; 40]), format!("{}…", "a".repeat(32)));
    }
}
