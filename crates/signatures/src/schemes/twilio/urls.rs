//! The writings of one URL that may have been signed.

use std::borrow::Cow;

/// What stands after the `?`, without the fragment.
pub(crate) fn query(url: &str) -> Option<&str> {
    let url = url.split('#').next().unwrap_or(url);
    url.split_once('?').map(|(_, query)| query)
}

/// The URL with one more field in its query.
pub(crate) fn with_query_field(url: &str, name: &str, value: &str) -> String {
    let (url, fragment) = match url.split_once('#') {
        Some((url, fragment)) => (url, format!("#{fragment}")),
        None => (url, String::new()),
    };
    let separator = match url.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some(_) => "&",
    };
    format!("{url}{separator}{name}={value}{fragment}")
}

/// The URL as it is, without a port, with the port of its scheme, and each with its query written anew: what Twilio's
/// own libraries try.
pub(crate) fn as_libraries_try_them(url: &str) -> Vec<String> {
    let mut urls = vec![url.to_owned()];
    let mut add = |url: Option<String>| {
        if let Some(url) = url.filter(|url| !urls.contains(url)) {
            urls.push(url);
        }
    };
    add(without_port(url));
    add(with_usual_port(url));
    for url in [Some(url.to_owned()), without_port(url), with_usual_port(url)].into_iter().flatten() {
        add(with_query_written_anew(&url));
    }
    urls
}

/// Scheme, user, host, port and the rest, as they are written.
pub(crate) struct Parts<'a> {
    pub(crate) scheme: &'a str,
    pub(crate) user: &'a str,
    pub(crate) host: &'a str,
    pub(crate) port: Option<&'a str>,
    pub(crate) rest: &'a str,
}

impl<'a> Parts<'a> {
    pub(crate) fn of(url: &'a str) -> Option<Self> {
        let (scheme, after) = url.split_once("://")?;
        let end = after.find(['/', '?', '#']).unwrap_or(after.len());
        let (authority, rest) = after.split_at_checked(end)?;
        let (user, host_and_port) = match authority.rfind('@') {
            Some(at) => authority.split_at_checked(at.saturating_add(1))?,
            None => ("", authority),
        };
        let colon = host_and_port.rfind(':').filter(|colon| host_and_port.rfind(']').is_none_or(|end| end < *colon));
        let (host, port) = match colon {
            Some(colon) => {
                let (host, port) = host_and_port.split_at_checked(colon)?;
                (host, port.strip_prefix(':'))
            }
            None => (host_and_port, None),
        };
        Some(Self { scheme, user, host, port, rest })
    }

    pub(crate) fn usual_port(&self) -> Option<&'static str> {
        match self.scheme.to_ascii_lowercase().as_str() {
            "https" => Some("443"),
            "http" => Some("80"),
            _ => None,
        }
    }

    pub(crate) fn join(&self, scheme: &str, host: &str, port: Option<&str>) -> String {
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        format!("{scheme}://{}{host}{port}{}", self.user, self.rest)
    }
}

pub(crate) fn without_port(url: &str) -> Option<String> {
    let parts = Parts::of(url)?;
    parts.port.map(|_| parts.join(parts.scheme, parts.host, None))
}

pub(crate) fn with_usual_port(url: &str) -> Option<String> {
    let parts = Parts::of(url)?;
    match parts.port {
        Some(_) => None,
        None => parts.usual_port().map(|port| parts.join(parts.scheme, parts.host, Some(port))),
    }
}

/// The query decoded and encoded again, fields of one name together, as Node's `querystring` writes it.
fn with_query_written_anew(url: &str) -> Option<String> {
    let (before, query) = url.split_once('?')?;
    let mut fields: Vec<(Cow<str>, Vec<Cow<str>>)> = Vec::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => fields.push((name, vec![value])),
        }
    }
    let written: Vec<String> = fields
        .iter()
        .flat_map(|(name, values)| values.iter().map(move |value| format!("{}={}", escaped(name), escaped(value))))
        .collect();
    Some(format!("{before}?{}", written.join("&")))
}

/// Everything is escaped but letters, digits and the marks that ECMAScript's `encodeURIComponent` leaves.
fn escaped(text: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'_')
        .remove(b'.')
        .remove(b'!')
        .remove(b'~')
        .remove(b'*')
        .remove(b'\'')
        .remove(b'(')
        .remove(b')');
    percent_encoding::utf8_percent_encode(text, KEPT).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_dropped_and_added() {
        let check = |url: &str, expected: &[&str]| assert_eq!(as_libraries_try_them(url), expected);
        check("https://a.example/x", &["https://a.example/x", "https://a.example:443/x"]);
        check("http://u:p@a.example:8080", &["http://u:p@a.example:8080", "http://u:p@a.example"]);
        check("https://[::1]/x", &["https://[::1]/x", "https://[::1]:443/x"]);
        check("https://[::1]:8443/x", &["https://[::1]:8443/x", "https://[::1]/x"]);
        check("not a url", &["not a url"]);
    }

    #[test]
    fn a_query_is_written_anew() {
        assert_eq!(
            with_query_written_anew("https://a.example/x?b=1&a=x+y'%20&b=2").unwrap(),
            "https://a.example/x?b=1&b=2&a=x%20y'%20"
        );
    }

    #[test]
    fn a_field_is_added_before_the_fragment() {
        assert_eq!(with_query_field("https://a.example/x#f", "h", "1"), "https://a.example/x?h=1#f");
        assert_eq!(with_query_field("https://a.example/x?y=2", "h", "1"), "https://a.example/x?y=2&h=1");
        assert_eq!(with_query_field("https://a.example/x?", "h", "1"), "https://a.example/x?h=1");
    }
}
