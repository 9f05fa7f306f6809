//! Bodies in other character sets than UTF-8.

use bytes::Bytes;
use encoding_rs::{Encoding, UTF_8};

/// A body as UTF-8, as far as that is known, and the name of what it was sent in.
pub(crate) struct Read {
    pub text: Bytes,
    pub charset: &'static str,
}

/// Reads a body whose media type names a character set, or none. A mark at its begin goes before the name.
pub(crate) fn read(exact: &Bytes, declared: Option<&str>) -> Read {
    if let Some((encoding, mark)) = Encoding::for_bom(exact) {
        let rest = exact.slice(mark..);
        return if encoding == UTF_8 { utf_8(rest) } else { decoded(encoding, &rest) };
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    match declared {
        Some(encoding) if encoding != UTF_8 && std::str::from_utf8(exact).is_err() => decoded(encoding, exact),
        // UTF-16 without a mark is often valid UTF-8, with a NUL in every second place.
        Some(encoding) if !encoding.is_ascii_compatible() => decoded(encoding, exact),
        _ => utf_8(exact.clone()),
    }
}

fn utf_8(text: Bytes) -> Read {
    let charset = if std::str::from_utf8(&text).is_ok() { "UTF-8" } else { "unknown" };
    Read { text, charset }
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Read {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Read { text: Bytes::from(text.into_owned()), charset: encoding.name() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &'static [u8], declared: Option<&str>, text: &str, charset: &str) {
        let read = read(&Bytes::from_static(bytes), declared);
        assert_eq!((String::from_utf8_lossy(&read.text).as_ref(), read.charset), (text, charset));
    }

    #[test]
    fn a_mark_then_the_media_type_then_the_bytes_say_how_to_read() {
        check(b"caf\xc3\xa9", None, "café", "UTF-8");
        check(b"caf\xc3\xa9", Some("iso-8859-1"), "café", "UTF-8");
        check(b"caf\xe9", Some("iso-8859-1"), "café", "windows-1252");
        check(b"caf\xe9", None, "caf\u{fffd}", "unknown");
        check(b"caf\xe9", Some("no such"), "caf\u{fffd}", "unknown");
        check(b"\xef\xbb\xbf{}", Some("utf-8"), "{}", "UTF-8");
        check(b"\xff\xfea\0b\0", None, "ab", "UTF-16LE");
        check(b"a\0b\0", Some("utf-16le"), "ab", "UTF-16LE");
        check(b"\x82\xa0", Some("Shift_JIS"), "あ", "Shift_JIS");
    }
}
