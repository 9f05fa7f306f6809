//! Files inside of text: base64, with or without `data:` before it.

/// Shorter values are not looked at.
const FROM_BYTES: usize = 256;
/// Characters at either end that must be of the alphabet.
const SAMPLE_BYTES: usize = 1_024;

/// A file written as base64.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// `PNG`, `PDF`, `image/svg+xml`; `base64` when its begin tells nothing.
    pub kind: String,
    /// Length of the file.
    pub bytes: usize,
}

/// Judges a text by its length, its begin and its end.
pub(crate) fn encoded(text: &[u8]) -> Option<Encoded> {
    if text.len() < FROM_BYTES {
        return None;
    }
    let (media_type, data) = match text.strip_prefix(b"data:") {
        Some(rest) => {
            let comma = rest.iter().take(200).position(|byte| *byte == b',')?;
            let head = std::str::from_utf8(&rest[..comma]).ok()?.strip_suffix(";base64")?;
            (head.split(';').next().filter(|name| !name.is_empty()), &rest[comma + 1..])
        }
        None => (None, text),
    };
    let body = data.strip_suffix(b"==").or_else(|| data.strip_suffix(b"=")).unwrap_or(data);
    let ends = [&body[..body.len().min(SAMPLE_BYTES)], &body[body.len().saturating_sub(SAMPLE_BYTES)..]];
    if !ends.iter().all(|end| end.iter().all(|byte| value_of(*byte).is_some())) {
        return None;
    }
    let begin = decoded_begin(body);
    let kind = kind_of(&begin);
    // A long word or a long number is of the alphabet too.
    if kind.is_none() && media_type.is_none() && !is_mixed(ends[0]) {
        return None;
    }
    let kind = kind.or(media_type).unwrap_or("base64").to_owned();
    Some(Encoded { kind, bytes: body.len() * 3 / 4 })
}

fn is_mixed(sample: &[u8]) -> bool {
    let has = |of: fn(&u8) -> bool| sample.iter().any(of);
    has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_digit)
}

fn value_of(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    }))
}

fn decoded_begin(body: &[u8]) -> Vec<u8> {
    body.chunks_exact(4)
        .take(4)
        .flat_map(|four| {
            let bits = four.iter().fold(0, |bits, byte| bits << 6 | value_of(*byte).unwrap_or(0));
            bits.to_be_bytes()[1..].to_vec()
        })
        .collect()
}

fn kind_of(begin: &[u8]) -> Option<&'static str> {
    let known: [(&[u8], &str); 10] = [
        (b"\x89PNG", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"GIF8", "GIF"),
        (b"%PDF", "PDF"),
        (b"PK\x03\x04", "ZIP"),
        (b"\x1f\x8b", "gzip"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
        (b"OggS", "Ogg"),
        (b"ID3", "MP3"),
        (b"<svg", "SVG"),
    ];
    if begin.starts_with(b"RIFF") && begin.get(8..12) == Some(b"WEBP") {
        return Some("WebP");
    }
    known.iter().find(|(magic, _)| begin.starts_with(magic)).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_begin_and_words_are_left_alone() {
        let png = format!("iVBORw0KGgoAAAANSUhEUgAA{}", "Ab0/".repeat(100));
        let check = |text: &str, expected: Option<(&str, usize)>| {
            let found = encoded(text.as_bytes());
            assert_eq!(found.as_ref().map(|found| (found.kind.as_str(), found.bytes)), expected, "{text}");
        };
        check(&png, Some(("PNG", png.len() * 3 / 4)));
        check(&format!("data:image/avif;base64,{}", "Ab0/".repeat(100)), Some(("image/avif", 300)));
        check(&"Ab0/".repeat(100), Some(("base64", 300)));
        check(&"Ab0/".repeat(10), None);
        check(&"a".repeat(400), None);
        check(&"0123456789".repeat(40), None);
        check(&"A sentence 4 people. ".repeat(40), None);
    }
}
