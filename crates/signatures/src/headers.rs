//! The header fields of a request, as far as signing and verifying look at them.

/// Names and values in their order, borrowed from whoever holds them. Names are found without regard to case.
///
/// Collect it from pairs: `headers.iter().map(|header| (&header.name, &header.value)).collect()`.
#[derive(Debug, Clone, Default)]
pub struct HeaderFields<'a>(Vec<(&'a [u8], &'a [u8])>);

/// How often a field of one name stands in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occurrence<'a> {
    /// Not at all.
    Absent,
    /// Once, with this value; the white space around it is not part of it (RFC 9110, 5.5).
    Once(&'a [u8]),
    /// This many times. Choosing one of them would let an attacker add another.
    Repeated(usize),
}

static NONE: HeaderFields<'static> = HeaderFields(Vec::new());

impl<'a> HeaderFields<'a> {
    /// No fields at all.
    pub const fn none() -> &'static HeaderFields<'static> {
        &NONE
    }

    /// How often the field stands there.
    pub fn find(&self, name: &str) -> Occurrence<'a> {
        let mut values = self.values(name);
        match (values.next(), values.count()) {
            (None, _) => Occurrence::Absent,
            (Some(value), 0) => Occurrence::Once(value.trim_ascii()),
            (Some(_), further) => Occurrence::Repeated(further.saturating_add(1)),
        }
    }

    /// The value of a field that stands there exactly once, as text.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        match self.find(name) {
            Occurrence::Once(value) => std::str::from_utf8(value).ok(),
            Occurrence::Absent | Occurrence::Repeated(_) => None,
        }
    }

    /// Whether the field stands there at all.
    pub fn has(&self, name: &str) -> bool {
        self.values(name).next().is_some()
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        self.0.iter().filter(move |(found, _)| found.eq_ignore_ascii_case(name.as_bytes())).map(|(_, value)| *value)
    }
}

impl<'a, Name, Value> FromIterator<(&'a Name, &'a Value)> for HeaderFields<'a>
where
    Name: AsRef<[u8]> + ?Sized,
    Value: AsRef<[u8]> + ?Sized,
{
    fn from_iter<I: IntoIterator<Item = (&'a Name, &'a Value)>>(fields: I) -> Self {
        Self(fields.into_iter().map(|(name, value)| (name.as_ref(), value.as_ref())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case_and_repetitions_are_seen() {
        let headers: HeaderFields = [("Webhook-Id", " msg_1\t"), ("X-A", "1"), ("x-a", "1")].into_iter().collect();
        assert_eq!(headers.find("webhook-id"), Occurrence::Once(b"msg_1"));
        assert_eq!(headers.find("X-a"), Occurrence::Repeated(2));
        assert_eq!(headers.find("webhook-i"), Occurrence::Absent);
        assert_eq!((headers.text("webhook-id"), headers.text("x-a")), (Some("msg_1"), None));
        assert!(headers.has("WEBHOOK-ID"));
    }
}
