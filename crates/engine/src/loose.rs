//! Payloads that belong to no event: a file that a person compares with one. They are kept in memory, the newest ones,
//! and are gone when the program ends.

use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use sha2::{Digest, Sha256};

/// Largest one that is taken, in bytes.
pub const LOOSE_BYTES_MAX: usize = 32 * 1024 * 1024;
/// Bytes of them that are kept together, and how many.
const ALL_BYTES_MAX: usize = 64 * 1024 * 1024;
const KEPT_MAX: usize = 32;
/// Characters of a file name that are kept.
const FILE_NAME_CHARS_MAX: usize = 200;

const PREFIX: &str = "loose:";

/// Names a loose payload by its content: the same bytes have the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LooseName([u8; 16]);

/// The loose payloads, the last added at the end.
#[derive(Debug, Default)]
pub struct LoosePayloads(Mutex<Vec<LoosePayload>>);

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoosePayload {
    /// Names it by its content.
    pub name: LooseName,
    /// What the file was called that it was read from.
    pub file_name: Option<String>,
    /// Its bytes.
    pub bytes: Bytes,
}

impl LoosePayloads {
    /// Keeps one. The oldest ones make room for it. `None` when it is larger than [`LOOSE_BYTES_MAX`]. The same bytes
    /// are called what they were called last.
    pub fn add(&self, bytes: Bytes, file_name: Option<&str>) -> Option<LooseName> {
        if bytes.len() > LOOSE_BYTES_MAX {
            return None;
        }
        let name = LooseName::of(&bytes);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|other| other.name != name);
        kept.push(LoosePayload { name, file_name: file_name.and_then(shown), bytes });
        let mut all_bytes: usize = kept.iter().map(|payload| payload.bytes.len()).sum();
        while all_bytes > ALL_BYTES_MAX || kept.len() > KEPT_MAX {
            all_bytes -= kept.remove(0).bytes.len();
        }
        Some(name)
    }

    /// One of them, while it is kept.
    pub fn get(&self, name: LooseName) -> Option<LoosePayload> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|other| other.name == name).cloned()
    }
}

/// A file name as it can be shown: without folders and control characters, and not endless.
fn shown(file_name: &str) -> Option<String> {
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last.trim().chars().filter(|char| !char.is_control()).take(FILE_NAME_CHARS_MAX).collect();
    (!shown.is_empty()).then_some(shown)
}

impl LooseName {
    fn of(payload: &[u8]) -> Self {
        let digest = Sha256::digest(payload);
        let mut name = [0; 16];
        name.iter_mut().zip(digest).for_each(|(byte, of_digest)| *byte = of_digest);
        Self(name)
    }
}

impl fmt::Display for LooseName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{PREFIX}{:032x}", u128::from_be_bytes(self.0))
    }
}

/// The text is not the name of a loose payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a loose payload")]
pub struct NotLoose;

impl FromStr for LooseName {
    type Err = NotLoose;

    fn from_str(text: &str) -> Result<Self, NotLoose> {
        let digits = text.strip_prefix(PREFIX).filter(|digits| digits.len() == 32).ok_or(NotLoose)?;
        let is_hex = digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let number = u128::from_str_radix(digits, 16).ok().filter(|_| is_hex).ok_or(NotLoose)?;
        Ok(Self(number.to_be_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_is_found_under_its_name_and_the_newest_are_kept() {
        let loose = LoosePayloads::default();
        let add = |bytes: Bytes| loose.add(bytes, None);
        let name = add(Bytes::from_static(b"{}")).unwrap();
        assert_eq!(name.to_string().parse(), Ok(name));
        assert_eq!(add(Bytes::from_static(b"{}")), Some(name));
        assert_eq!(loose.get(name).map(|payload| payload.bytes).as_deref(), Some(&b"{}"[..]));
        assert_eq!(add(vec![0; LOOSE_BYTES_MAX + 1].into()), None);
        for number in 0..KEPT_MAX {
            add(number.to_string().into()).unwrap();
        }
        assert_eq!(loose.get(name), None);
        for byte in 1..=3 {
            add(vec![byte; LOOSE_BYTES_MAX].into()).unwrap();
        }
        assert_eq!(loose.get(LooseName::of(b"31")), None);
    }

    #[test]
    fn a_payload_is_called_what_its_file_was_called_last() {
        let loose = LoosePayloads::default();
        let called = |file_name: Option<&str>| {
            let name = loose.add(Bytes::from_static(b"{}"), file_name).unwrap();
            loose.get(name).unwrap().file_name
        };
        assert_eq!(called(Some("order.json")).as_deref(), Some("order.json"));
        assert_eq!(called(Some("C:\\orders\\größe\n.json ")).as_deref(), Some("größe.json"));
        assert_eq!(called(Some("../etc/passwd")).as_deref(), Some("passwd"));
        assert_eq!(called(Some(&"a".repeat(300))).map(|name| name.len()), Some(FILE_NAME_CHARS_MAX));
        assert_eq!([called(Some(" ")), called(None)], [None, None]);
    }

    #[test]
    fn other_texts_are_no_names() {
        for text in [
            "",
            "loose:",
            "loose:00",
            "evt_1",
            "loose:+0000000000000000000000000000000",
            "loose:0000000000000000000000000000000G",
        ] {
            assert_eq!(text.parse::<LooseName>(), Err(NotLoose), "{text}");
        }
    }
}
