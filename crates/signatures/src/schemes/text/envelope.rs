//! The parts of a signature, read from a request.

use std::borrow::Cow;

use crate::excerpt::excerpt;
use crate::place::Place;
use crate::reason::{Reason, SignatureFault};
use crate::scheme::{Layout, Places, TextScheme};
use crate::template::Message;
use crate::verify::{Received, SIGNATURES_MAX};

/// The parts of a signature, as they stand in the request.
#[derive(Debug)]
pub(crate) struct Envelope<'a> {
    pub(crate) id: Cow<'a, [u8]>,
    pub(crate) timestamp: Cow<'a, [u8]>,
    /// The timestamp in milliseconds since 1970.
    pub(crate) at_ms: Option<i64>,
    /// The signatures, without prefix or key.
    pub(crate) written: Vec<Cow<'a, [u8]>>,
}

/// A list of entries with keys, read.
struct Entries<'a> {
    timestamp: &'a [u8],
    signatures: Vec<&'a [u8]>,
    /// Keys of other entries, for the explanation.
    others: String,
}

impl<'a> Envelope<'a> {
    /// Reads them; `None` when nothing of the scheme is there.
    pub(crate) fn read(scheme: &TextScheme, received: &Received<'a>) -> Result<Option<Self>, Reason> {
        let Some(places) = scheme.places.iter().find(|places| is_used(places, received)) else {
            return match &scheme.legacy_header {
                Some(legacy) if received.headers.has(legacy) => Err(Reason::LegacySignatureOnly {
                    legacy: legacy.clone(),
                    due: scheme.places.first().map(|places| places.signature.to_string()).unwrap_or_default(),
                }),
                _ => Ok(None),
            };
        };
        let value = required(&places.signature, received)?;
        let id = match &places.id {
            Some(place) if scheme.text.has_id() => required(place, received)?,
            _ => Cow::Borrowed(&b""[..]),
        };
        let (timestamp, written, others) = match &scheme.layout {
            Layout::Single { prefix } => {
                let timestamp = match (&places.timestamp, scheme.timestamp) {
                    (Some(place), Some(rule)) if rule.optional => place.read(received.headers, received.body)?,
                    (Some(place), Some(_)) => Some(required(place, received)?),
                    _ => None,
                };
                (timestamp, vec![single(value, prefix)?], String::new())
            }
            Layout::Pairs { separator, timestamp, signature } => {
                let header = places.signature.to_string();
                let entries = Entries::read(&value, &header, *separator, timestamp, signature)?;
                let written = entries.signatures.iter().map(|one| Cow::Owned(one.to_vec())).collect();
                (Some(Cow::Owned(entries.timestamp.to_vec())), written, entries.others)
            }
        };
        let at_ms = match (&timestamp, scheme.timestamp) {
            (Some(text), Some(rule)) => Some(
                rule.unit
                    .read_ms(text)
                    .ok_or_else(|| Reason::TimestampMalformed { text: excerpt(text), unit: rule.unit })?,
            ),
            _ => None,
        };
        if let (Layout::Pairs { signature, .. }, true) = (&scheme.layout, written.is_empty()) {
            return Err(Reason::NoKnownVersion { due: signature.clone(), offered: others });
        }
        Ok(Some(Self { id, timestamp: timestamp.unwrap_or_default(), at_ms, written }))
    }

    /// What the template is filled with.
    pub(crate) fn message<'m>(&'m self, url: &'m str, method: &'m str, received: &Received<'m>) -> Message<'m> {
        Message {
            body: received.body,
            timestamp: &self.timestamp,
            id: &self.id,
            url,
            method,
            headers: received.headers,
        }
    }
}

/// Whether a request uses these places: one of their headers is there, or the signature is, where none of them is a header.
fn is_used(places: &Places, received: &Received) -> bool {
    let all = [Some(&places.signature), places.timestamp.as_ref(), places.id.as_ref()];
    let mut headers = all.into_iter().flatten().filter_map(Place::header).peekable();
    if headers.peek().is_some() {
        return headers.any(|name| received.headers.has(name));
    }
    matches!(places.signature.read(received.headers, received.body), Ok(Some(_)))
}

fn required<'a>(place: &Place, received: &Received<'a>) -> Result<Cow<'a, [u8]>, Reason> {
    match place.read(received.headers, received.body)? {
        Some(value) if !value.is_empty() => Ok(value),
        _ => Err(Reason::HeaderMissing { header: place.to_string() }),
    }
}

fn single<'a>(value: Cow<'a, [u8]>, prefix: &str) -> Result<Cow<'a, [u8]>, Reason> {
    let Some(written) = value.strip_prefix(prefix.as_bytes()) else {
        let found = value.get(..prefix.len()).unwrap_or(&value);
        return Err(Reason::SignatureMalformed(SignatureFault::PrefixMissing {
            expected: prefix.to_owned(),
            found: excerpt(found),
        }));
    };
    if written.contains(&b',') {
        return Err(Reason::SignatureMalformed(SignatureFault::Several));
    }
    Ok(match value {
        Cow::Borrowed(value) => Cow::Borrowed(value.get(prefix.len()..).unwrap_or_default()),
        Cow::Owned(_) => Cow::Owned(written.to_vec()),
    })
}

impl<'a> Entries<'a> {
    /// Entries of other keys are passed over: providers add new versions beside the old.
    fn read(
        value: &'a [u8],
        header: &str,
        separator: char,
        timestamp_key: &str,
        signature_key: &str,
    ) -> Result<Self, Reason> {
        let (mut timestamps, mut signatures, mut others) = (Vec::new(), Vec::new(), Vec::new());
        let mut separator_bytes = [0; 4];
        let separator = separator.encode_utf8(&mut separator_bytes).as_bytes().first().copied().unwrap_or(b',');
        for entry in value.split(|byte| *byte == separator).map(<[u8]>::trim_ascii) {
            let at = entry.iter().position(|byte| *byte == b'=').unwrap_or(entry.len());
            let (key, rest) = entry.split_at(at);
            let written = rest.get(1..).unwrap_or_default();
            if key == timestamp_key.as_bytes() {
                timestamps.push(written);
            } else if key == signature_key.as_bytes() {
                signatures.push(written);
            } else if !key.is_empty() {
                others.push(excerpt(key));
            }
        }
        let entry = |key: &str| (header.to_owned(), key.to_owned());
        let timestamp = match timestamps.as_slice() {
            [one] => *one,
            [] => {
                let (header, entry) = entry(timestamp_key);
                return Err(Reason::EntryMissing { header, entry });
            }
            _ => {
                let (header, entry) = entry(timestamp_key);
                return Err(Reason::EntryDuplicated { header, entry, count: timestamps.len() });
            }
        };
        others.truncate(4);
        if signatures.len() > SIGNATURES_MAX {
            return Err(Reason::TooManySignatures { count: signatures.len() });
        }
        Ok(Self { timestamp, signatures, others: others.join(", ") })
    }
}
