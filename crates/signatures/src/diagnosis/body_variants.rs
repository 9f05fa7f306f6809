//! The bodies that a sender may have signed instead of the one that came.

mod sorted_keys;

use super::cause::Cause;
use super::json_writing::{JsonLayout, JsonStrings, JsonWriting};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Each mistake with the body it leads back to, computed as they are asked for.
pub(super) fn of(body: &[u8]) -> impl Iterator<Item = (Cause, Vec<u8>)> {
    let edited = EDITS.into_iter().filter_map(|(cause, edit)| Some((cause, edit(body)?)));
    let rewritten =
        JsonWriting::all().filter_map(|signed| Some((Cause::JsonRewritten { signed }, signed.rewrite(body)?)));
    let sorted = std::iter::once_with(|| sorted_keys::sort(body)).flatten();
    let sorted = sorted.flat_map(|sorted| {
        let compact = JsonWriting { layout: JsonLayout::Compact, strings: JsonStrings::AsWritten };
        let others = JsonWriting::all().filter_map(|signed| Some((signed, signed.rewrite(&sorted)?)));
        let all: Vec<(JsonWriting, Vec<u8>)> = others.chain(std::iter::once((compact, sorted.clone()))).collect();
        all.into_iter().map(|(signed, body)| (Cause::JsonKeysSorted { signed }, body))
    });
    edited.chain(rewritten).chain(sorted)
}

type Edit = fn(&[u8]) -> Option<Vec<u8>>;

/// The mistakes of a few bytes. An edit that would change nothing gives `None`.
const EDITS: [(Cause, Edit); 13] = [
    (Cause::NewlineAdded, |body| Some(body.strip_suffix(b"\n")?.to_vec())),
    (Cause::NewlineAdded, |body| Some(body.strip_suffix(b"\r\n")?.to_vec())),
    (Cause::NewlineRemoved, |body| Some([body, b"\n"].concat())),
    (Cause::NewlineRemoved, |body| Some([body, b"\r\n"].concat())),
    (Cause::LineEndingsChanged, |body| changed(body, to_lf(body))),
    (Cause::LineEndingsChanged, |body| changed(body, to_crlf(body))),
    (Cause::ByteOrderMarkAdded, |body| Some(body.strip_prefix(BYTE_ORDER_MARK)?.to_vec())),
    (Cause::ByteOrderMarkRemoved, |body| Some([BYTE_ORDER_MARK, body].concat())),
    (Cause::BodyNotSigned, |body| changed(body, Vec::new())),
    (Cause::Transcoded { signed: "ISO 8859-1", received: "UTF-8" }, |body| changed(body, to_latin_1(body)?)),
    (Cause::Transcoded { signed: "UTF-8", received: "ISO 8859-1" }, |body| changed(body, from_latin_1(body))),
    (Cause::FormRewritten, |body| changed(body, escaped_form(body, "+")?)),
    (Cause::FormRewritten, |body| changed(body, escaped_form(body, "%20")?)),
];

fn changed(body: &[u8], edited: Vec<u8>) -> Option<Vec<u8>> {
    (edited != body).then_some(edited)
}

/// What was written as UTF-8 and fits into one byte a character.
fn to_latin_1(body: &[u8]) -> Option<Vec<u8>> {
    std::str::from_utf8(body).ok()?.chars().map(|character| u8::try_from(u32::from(character)).ok()).collect()
}

fn from_latin_1(body: &[u8]) -> Vec<u8> {
    body.iter().map(|byte| char::from(*byte)).collect::<String>().into_bytes()
}

/// A form with every field decoded and escaped again; `None` when the body is no form.
fn escaped_form(body: &[u8], space: &str) -> Option<Vec<u8>> {
    if !body.contains(&b'=') || body.iter().any(|byte| b"{}[]<> \r\n".contains(byte)) {
        return None;
    }
    let fields: Vec<String> = form_urlencoded::parse(body)
        .map(|(name, value)| {
            let written: String = form_urlencoded::Serializer::new(String::new()).append_pair(&name, &value).finish();
            written.replace('+', space)
        })
        .collect();
    Some(fields.join("&").into_bytes())
}

fn to_lf(body: &[u8]) -> Vec<u8> {
    let without_cr = |line: &[u8]| line.strip_suffix(b"\r").unwrap_or(line).to_vec();
    body.split_inclusive(|byte| *byte == b'\n')
        .flat_map(|line| match line.strip_suffix(b"\n") {
            Some(line) => [without_cr(line), b"\n".to_vec()].concat(),
            None => line.to_vec(),
        })
        .collect()
}

fn to_crlf(body: &[u8]) -> Vec<u8> {
    let mut edited = Vec::with_capacity(body.len());
    for byte in to_lf(body) {
        if byte == b'\n' {
            edited.push(b'\r');
        }
        edited.push(byte);
    }
    edited
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_forms_are_converted_both_ways() {
        assert_eq!(to_latin_1("é".as_bytes()), Some(vec![0xe9]));
        assert_eq!(to_latin_1("€".as_bytes()), None);
        assert_eq!(from_latin_1(&[0xe9]), "é".as_bytes());
        assert_eq!(escaped_form(b"a=x+y&b=%2a", "%20"), Some(b"a=x%20y&b=*".to_vec()));
        assert_eq!(escaped_form(b"{\"a\":1}", "+"), None);
    }

    #[test]
    fn line_endings_are_converted_both_ways() {
        assert_eq!(to_lf(b"a\r\nb\n\rc\r\n"), b"a\nb\n\rc\n");
        assert_eq!(to_crlf(b"a\r\nb\nc"), b"a\r\nb\r\nc");
    }
}
