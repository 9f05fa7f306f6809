//! The bodies that a sender may have signed instead of the one that came.

use super::cause::Cause;
use super::json_writing::JsonWriting;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Each mistake with the body it leads back to, computed as they are asked for.
pub(super) fn of(body: &[u8]) -> impl Iterator<Item = (Cause, Vec<u8>)> {
    let edited = EDITS.into_iter().filter_map(|(cause, edit)| Some((cause, edit(body)?)));
    let rewritten =
        JsonWriting::all().filter_map(|signed| Some((Cause::JsonRewritten { signed }, signed.rewrite(body)?)));
    edited.chain(rewritten)
}

type Edit = fn(&[u8]) -> Option<Vec<u8>>;

/// The mistakes of a few bytes. An edit that would change nothing gives `None`.
const EDITS: [(Cause, Edit); 9] = [
    (Cause::NewlineAdded, |body| Some(body.strip_suffix(b"\n")?.to_vec())),
    (Cause::NewlineAdded, |body| Some(body.strip_suffix(b"\r\n")?.to_vec())),
    (Cause::NewlineRemoved, |body| Some([body, b"\n"].concat())),
    (Cause::NewlineRemoved, |body| Some([body, b"\r\n"].concat())),
    (Cause::LineEndingsChanged, |body| changed(body, to_lf(body))),
    (Cause::LineEndingsChanged, |body| changed(body, to_crlf(body))),
    (Cause::ByteOrderMarkAdded, |body| Some(body.strip_prefix(BYTE_ORDER_MARK)?.to_vec())),
    (Cause::ByteOrderMarkRemoved, |body| Some([BYTE_ORDER_MARK, body].concat())),
    (Cause::BodyNotSigned, |body| changed(body, Vec::new())),
];

fn changed(body: &[u8], edited: Vec<u8>) -> Option<Vec<u8>> {
    (edited != body).then_some(edited)
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
    fn line_endings_are_converted_both_ways() {
        assert_eq!(to_lf(b"a\r\nb\n\rc\r\n"), b"a\nb\n\rc\n");
        assert_eq!(to_crlf(b"a\r\nb\nc"), b"a\r\nb\r\nc");
    }
}
