//! Header fields in the order, the case and the bytes they had on the wire.

use std::sync::Arc;

/// One header field. Names are ASCII; values are bytes, since Latin-1 and worse are met in the wild.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// As written by the sender, case kept.
    pub name: String,
    /// As written by the sender, without the white space around it.
    pub value: Vec<u8>,
}

/// All header fields of one request or response, in their order; a name may stand there more than once. Clones share
/// them: those of an attempt go to the judge, the store and the issues.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers(Arc<Vec<Header>>);

impl Headers {
    /// No fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field at the end.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<Vec<u8>>) {
        Arc::make_mut(&mut self.0).push(Header { name: name.into(), value: value.into() });
    }

    /// The fields in their order.
    pub fn iter(&self) -> std::slice::Iter<'_, Header> {
        self.0.iter()
    }

    /// How many fields there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no field.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes of the first field of this name (compared without case).
    pub fn first(&self, name: &str) -> Option<&[u8]> {
        self.0.iter().find(|header| header.name.eq_ignore_ascii_case(name)).map(|header| header.value.as_slice())
    }

    /// The first field of this name as text, when it is UTF-8.
    pub fn first_text(&self, name: &str) -> Option<&str> {
        self.first(name).and_then(|value| std::str::from_utf8(value).ok())
    }

    /// The wire form without the closing empty line: `Name: value\r\n` for each. This is how the databases keep them.
    pub fn to_wire(&self) -> Vec<u8> {
        let mut wire = Vec::with_capacity(self.0.iter().map(|header| header.name.len() + header.value.len() + 4).sum());
        for header in self.0.iter() {
            wire.extend_from_slice(header.name.as_bytes());
            wire.extend_from_slice(b": ");
            wire.extend_from_slice(&header.value);
            wire.extend_from_slice(b"\r\n");
        }
        wire
    }

    /// Reads what [`to_wire`](Self::to_wire) wrote. A line without a colon is dropped: no such line is ever written.
    pub fn from_wire(wire: &[u8]) -> Self {
        let lines = wire.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        lines
            .filter_map(|line| {
                let colon = line.iter().position(|byte| *byte == b':')?;
                let (name, rest) = line.split_at(colon);
                let value = rest.get(1..)?;
                let value = value.strip_prefix(b" ").unwrap_or(value);
                Some(Header { name: String::from_utf8_lossy(name).into_owned(), value: value.to_vec() })
            })
            .collect()
    }
}

impl FromIterator<Header> for Headers {
    fn from_iter<I: IntoIterator<Item = Header>>(headers: I) -> Self {
        Self(Arc::new(headers.into_iter().collect()))
    }
}

impl<'a> IntoIterator for &'a Headers {
    type Item = &'a Header;
    type IntoIter = std::slice::Iter<'a, Header>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Hands the fields over; they are copied only where somebody else has them too.
impl IntoIterator for Headers {
    type Item = Header;
    type IntoIter = std::vec::IntoIter<Header>;

    fn into_iter(self) -> Self::IntoIter {
        Arc::unwrap_or_clone(self.0).into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_case_duplicates_and_odd_bytes_survive_the_wire_form() {
        let mut headers = Headers::new();
        headers.push("X-Second", "b: c");
        headers.push("x-first", vec![0xe9, b' ', 0xff]);
        headers.push("X-Second", "");
        assert_eq!(Headers::from_wire(&headers.to_wire()), headers);
    }
}
