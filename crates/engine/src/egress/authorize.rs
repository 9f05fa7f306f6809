//! The header field that says who a delivery is: one value for the wire, another for the record.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::{Authorization, Headers};
use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};
use zeroize::Zeroizing;

use super::access::{Access, Credential};

/// Stands for what is hidden.
pub const HIDDEN: &str = "••••";

/// A header field with a secret in it.
pub struct Field {
    name: HeaderName,
    value: HeaderValue,
    /// What is recorded in the value's place.
    recorded: String,
}

impl Field {
    /// The field of an authorization that needs nothing fetched; `None` for no authorization, and for a token that must
    /// be fetched first.
    ///
    /// # Errors
    /// One sentence, when there is no secret or it cannot stand in a header.
    pub fn fixed(access: &Access) -> Result<Option<Self>, String> {
        let secret = || {
            let secret = access.credentials().authorization.as_ref().map(Credential::reveal);
            secret.ok_or_else(|| "there is no secret for the authorization".to_owned())
        };
        match access.authorization() {
            Authorization::None | Authorization::OAuth2ClientCredentials(_) => Ok(None),
            Authorization::Basic { username } => Self::basic(username, secret()?).map(Some),
            Authorization::Bearer => Self::bearer(secret()?).map(Some),
            Authorization::ApiKey { header } => {
                let name = HeaderName::from_bytes(header.as_bytes()).map_err(|error| error.to_string())?;
                Self::new(name, secret()?, hint_of(secret()?)).map(Some)
            }
        }
    }

    /// `Authorization: Basic …` in UTF-8 (RFC 7617 §2).
    pub fn basic(username: &str, password: &str) -> Result<Self, String> {
        let pair = Zeroizing::new(format!("{username}:{password}"));
        let encoded = Zeroizing::new(STANDARD.encode(pair.as_bytes()));
        let value = Zeroizing::new(format!("Basic {}", encoded.as_str()));
        Self::new(AUTHORIZATION, &value, format!("Basic {username}:{HIDDEN}"))
    }

    /// `Authorization: Bearer …` (RFC 6750 §2.1).
    pub fn bearer(token: &str) -> Result<Self, String> {
        let value = Zeroizing::new(format!("Bearer {token}"));
        Self::new(AUTHORIZATION, &value, format!("Bearer {}", hint_of(token)))
    }

    fn new(name: HeaderName, value: &str, recorded: String) -> Result<Self, String> {
        let mut value = HeaderValue::from_bytes(value.as_bytes())
            .ok()
            .filter(|_| value.trim_matches([' ', '\t']) == value)
            .ok_or_else(|| format!("the secret cannot stand in the header `{name}`"))?;
        value.set_sensitive(true);
        Ok(Self { name, value, recorded })
    }

    /// Name and real value.
    pub fn to_pair(&self) -> (String, Vec<u8>) {
        (self.name.as_str().to_owned(), self.value.as_bytes().to_vec())
    }

    /// Puts the real value in the place that [`recorded`] made for it.
    pub fn put(&self, headers: &mut http::HeaderMap) {
        headers.insert(self.name.clone(), self.value.clone());
    }
}

/// The header fields of a request as they are recorded: in the order in which they are sent, with the secret part of
/// `field` hidden. The field stands last, and replaces others of its name.
pub fn recorded(headers: &Headers, field: &Field) -> Headers {
    let name = field.name.as_str();
    let mut recorded: Headers =
        headers.iter().filter(|header| !header.name.eq_ignore_ascii_case(name)).cloned().collect();
    recorded.push(name, field.recorded.as_str());
    recorded
}

/// What may be shown to tell secrets apart: the last two characters, where that does not give much away.
pub fn hint_of(secret: &str) -> String {
    let is_long = secret.chars().count() >= 16;
    let mut end: Vec<char> = secret.chars().rev().filter(|character| *character != '=').take(2).collect();
    end.reverse();
    format!("{HIDDEN}{}", if is_long { String::from_iter(end) } else { String::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_hides_the_secret_and_keeps_the_order() {
        let mut headers = Headers::new();
        headers.push("host", "a.example");
        headers.push("Authorization", "theirs");
        headers.push("x-last", "1");
        let shown = |field: &Field| {
            let recorded = recorded(&headers, field).to_wire();
            String::from_utf8(recorded).unwrap().replace("\r\n", "\n")
        };
        let bearer = Field::bearer("0123456789abcd3f==").unwrap();
        assert_eq!(shown(&bearer), "host: a.example\nx-last: 1\nauthorization: Bearer ••••3f\n");
        assert!(shown(&Field::bearer("short").unwrap()).ends_with("authorization: Bearer ••••\n"));
        assert!(shown(&Field::basic("ada", "pässword-of-16-characters").unwrap()).ends_with("Basic ada:••••\n"));
    }

    #[test]
    fn a_secret_that_cannot_stand_in_a_header_is_refused_without_being_shown() {
        for token in ["line\r\nbreak", "trailing ", "nul\0"] {
            let refusal = Field::bearer(token).err().unwrap();
            assert_eq!(refusal, "the secret cannot stand in the header `authorization`", "{token:?}");
        }
    }
}
