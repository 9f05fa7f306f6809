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

const PREFIX: &str = "loose:";

/// Names a loose payload by its content: the same bytes have the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LooseName([u8; 16]);

/// The loose payloads, the last added at the end.
#[derive(Debug, Default)]
pub struct LoosePayloads(Mutex<Vec<(LooseName, Bytes)>>);

impl LoosePayloads {
    /// Keeps one. The oldest ones make room for it. `None` when it is larger than [`LOOSE_BYTES_MAX`].
    pub fn add(&self, payload: Bytes) -> Option<LooseName> {
        if payload.len() > LOOSE_BYTES_MAX {
            return None;
        }
        let name = LooseName::of(&payload);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(other, _)| *other != name);
        kept.push((name, payload));
        let mut bytes: usize = kept.iter().map(|(_, payload)| payload.len()).sum();
        while bytes > ALL_BYTES_MAX || kept.len() > KEPT_MAX {
            bytes -= kept.remove(0).1.len();
        }
        Some(name)
    }

    /// The bytes of one, while it is kept.
    pub fn get(&self, name: LooseName) -> Option<Bytes> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(other, _)| *other == name).map(|(_, payload)| payload.clone())
    }
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
        let name = loose.add(Bytes::from_static(b"{}")).unwrap();
        assert_eq!(name.to_string().parse(), Ok(name));
        assert_eq!(loose.add(Bytes::from_static(b"{}")), Some(name));
        assert_eq!(loose.get(name).as_deref(), Some(&b"{}"[..]));
        assert_eq!(loose.add(vec![0; LOOSE_BYTES_MAX + 1].into()), None);
        for number in 0..KEPT_MAX {
            loose.add(number.to_string().into()).unwrap();
        }
        assert_eq!(loose.get(name), None);
        for byte in 1..=3 {
            loose.add(vec![byte; LOOSE_BYTES_MAX].into()).unwrap();
        }
        assert_eq!(loose.get(LooseName::of(b"31")), None);
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
