//! Makes the requests of attacks: rightly signed ones, and what is wrong about the others.

use bytes::Bytes;
use domain::{Headers, Timestamp};
use serde_json::Value;
use signatures::{Place, Secret, Verdict};
use url::Url;
use uuid::Uuid;

use crate::provider;
use crate::scheme::{self, Outgoing};
use crate::target::Aim;
use crate::test_event::sample;

/// What every request of a run is made of.
pub struct Forge {
    /// Where to, and how it is signed.
    pub aim: Aim,
    /// The kind of the events.
    pub event_type: String,
    /// The payload; one like the provider's when left out.
    pub body: Option<Bytes>,
    /// Header fields that a person asked for.
    pub headers: Headers,
}

/// A request, before it is sent.
#[derive(Debug, Clone)]
pub struct Forged {
    /// Where to.
    pub url: Url,
    /// The URL as it was signed.
    pub signed_url: String,
    /// All its header fields, without `host` and `content-length`.
    pub headers: Headers,
    /// The body.
    pub body: Bytes,
}

impl Forge {
    /// A right request: event `id`, signed as of `at`. The same arguments make the same request.
    ///
    /// # Errors
    /// One sentence, when it cannot be signed or the URL is none.
    pub fn right(&self, id: Uuid, at: Timestamp) -> Result<Forged, String> {
        self.signed_with(self.aim.keys(at), id, at, self.payload(id, at))
    }

    /// A right request with another body.
    ///
    /// # Errors
    /// As [`right`](Self::right).
    pub fn right_with_body(&self, id: Uuid, at: Timestamp, body: Bytes) -> Result<Forged, String> {
        self.signed_with(self.aim.keys(at), id, at, body)
    }

    /// A right request but for its secret.
    ///
    /// # Errors
    /// As [`right`](Self::right), and where only the provider can make secrets.
    pub fn with_wrong_secret(&self, random: [u8; 32], id: Uuid, at: Timestamp) -> Result<Forged, String> {
        let wrong = Secret::generate(&self.aim.scheme, random);
        let wrong = wrong.ok_or_else(|| "only the provider can make keys of this scheme".to_owned())?;
        self.signed_with(&[wrong], id, at, self.payload(id, at))
    }

    /// The same request with another body.
    pub fn with_body(request: &Forged, body: Bytes) -> Forged {
        Forged { body, ..request.clone() }
    }

    /// The same request without what signs it; `wrong` is it under another secret. `None` where the signature stands in
    /// no header field.
    pub fn without_signature(&self, request: &Forged, wrong: Option<&Forged>) -> Option<Forged> {
        let names = self.signature_headers(request, wrong);
        let is_kept = |name: &str| !names.iter().any(|signature| signature.eq_ignore_ascii_case(name));
        let headers = request.headers.iter().filter(|header| is_kept(&header.name)).cloned().collect();
        (!names.is_empty()).then(|| Forged { headers, ..request.clone() })
    }

    /// The same request with the signature fields of `wrong` before its own. `None` where it has none.
    pub fn with_two_signatures(&self, request: &Forged, wrong: &Forged) -> Option<Forged> {
        let names = self.signature_headers(request, Some(wrong));
        let mut headers = Headers::new();
        for header in request.headers.iter() {
            if names.iter().any(|name| name.eq_ignore_ascii_case(&header.name))
                && let Some(other) = wrong.headers.first(&header.name)
            {
                headers.push(header.name.clone(), other);
            }
            headers.push(header.name.clone(), header.value.clone());
        }
        (headers.len() > request.headers.len()).then(|| Forged { headers, ..request.clone() })
    }

    /// Whether the scheme itself, rightly checked, takes a request: then it offers no defence against it.
    pub fn is_right(&self, request: &Forged, now: Timestamp) -> bool {
        let headers = scheme::fields(&request.headers);
        let incoming = scheme::Incoming {
            url: &request.signed_url,
            method: "POST",
            headers: &request.headers,
            body: &request.body,
        };
        let received = scheme::received(&headers, &incoming);
        let verdict = signatures::verify(&self.aim.scheme, self.aim.keys(now), &received, now.unix_s());
        matches!(verdict, Verdict::Verified { .. } | Verdict::NotChecked)
    }

    /// The header fields that sign a request: those that are others under another secret, where there is one.
    fn signature_headers(&self, request: &Forged, wrong: Option<&Forged>) -> Vec<String> {
        let signs = |name: &&str| {
            let own = request.headers.first(name);
            own.is_some() && wrong.is_none_or(|wrong| wrong.headers.first(name) != own)
        };
        self.aim.scheme.headers().into_iter().filter(signs).map(str::to_owned).collect()
    }

    fn signed_with(&self, keys: &[Secret], id: Uuid, at: Timestamp, body: Bytes) -> Result<Forged, String> {
        let event = &self.aim.provider.record.event;
        let mut named = Headers::new();
        let given = |name: &str| self.headers.first(name).is_some() || self.aim.headers.first(name).is_some();
        for (name, value) in [("user-agent", crate::dispatch::USER_AGENT), ("content-type", "application/json")] {
            if !given(name) {
                named.push(name, value);
            }
        }
        let of_target = self.aim.headers.iter().filter(|header| self.headers.first(&header.name).is_none());
        for header in of_target.chain(self.headers.iter()) {
            named.push(header.name.clone(), header.value.clone());
        }
        if let Some((name, value)) = self.aim.access.fixed_field()? {
            named.push(name, value);
        }
        let outgoing = Outgoing {
            id: &format!("msg_{id}"),
            now: at,
            url: &self.aim.signed_url,
            method: "POST",
            headers: &named,
            body: &body,
        };
        let signed = scheme::sign(&self.aim.scheme, keys, &outgoing)?;
        let url = self.aim.url_with(signed.url.as_deref());
        let mut headers = named;
        for (name, value) in signed.headers {
            headers.push(name, value);
        }
        provider::mark(event, &self.event_type, &id.to_string(), &mut headers);
        let parsed = Url::parse(&url).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        Ok(Forged {
            url: parsed.ok_or_else(|| format!("`{url}` is no address of a web server"))?,
            signed_url: signed.url.unwrap_or_else(|| self.aim.signed_url.clone()),
            headers,
            body: signed.body.map_or(body, Bytes::from),
        })
    }

    /// The payload of event `id`: the one that was asked for, or one like the provider's.
    fn payload(&self, id: Uuid, at: Timestamp) -> Bytes {
        let event = &self.aim.provider.record.event;
        let Some(body) = &self.body else {
            let body = sample(event, &self.event_type, at.unix_s());
            let Some(Place::Body(pointer)) = event.id_place() else { return body };
            let Ok(mut payload) = serde_json::from_slice::<Value>(&body) else { return body };
            // Fails only where the sample has a text on the way; then it has no id.
            let _ = catalog::edit::set(&mut payload, pointer, format!("evt_{}", id.simple()).into());
            return written(&payload);
        };
        let Ok(mut payload) = serde_json::from_slice::<Value>(body) else { return body.clone() };
        match provider::renew_id(event, &mut payload, id) {
            Some(_) => written(&payload),
            None => body.clone(),
        }
    }
}

/// The body with one letter or digit changed, the last one, so that JSON stays JSON.
pub fn altered(body: &Bytes) -> Bytes {
    let mut bytes = body.to_vec();
    match bytes.iter_mut().rev().find(|byte| byte.is_ascii_alphanumeric()) {
        Some(byte) => {
            *byte = match *byte {
                b'9' | b'z' | b'Z' => *byte - 1,
                other => other + 1,
            }
        }
        None => bytes.push(b' '),
    }
    bytes.into()
}

fn written(payload: &Value) -> Bytes {
    serde_json::to_vec(payload).expect("a JSON value can be written").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_byte_is_altered_and_json_stays_json() {
        let altered = |text: &'static str| String::from_utf8(altered(&Bytes::from(text)).to_vec()).unwrap();
        assert_eq!(altered(r#"{"a":19}"#), r#"{"a":18}"#);
        assert_eq!(altered(r#"{"a":"b!"}"#), r#"{"a":"c!"}"#);
        assert_eq!(altered("{}"), "{} ");
    }
}
