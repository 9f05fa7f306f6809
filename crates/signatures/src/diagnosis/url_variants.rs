//! The URLs that a sender may have signed instead of the one this source knows.

use super::cause::Cause;
use crate::headers::HeaderFields;
use crate::schemes::twilio::urls::Parts;

/// In what two URLs differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UrlDifference {
    /// `http` and `https`.
    Scheme,
    /// The port.
    Port,
    /// The host.
    Host,
    /// A slash at the end of the path.
    TrailingSlash,
    /// The query.
    Query,
    /// More than one of them.
    Several,
}

impl UrlDifference {
    /// As the end of "they differ in …".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Scheme => "http and https",
            Self::Port => "the port",
            Self::Host => "the host",
            Self::TrailingSlash => "the slash at the end of the path",
            Self::Query => "the query",
            Self::Several => "more than one part",
        }
    }
}

/// Every other URL, those that differ in one part first. Hosts are taken from the request's own headers: a proxy in
/// between changes just these.
pub(super) fn of(url: &str, headers: &HeaderFields) -> Vec<(Cause, String)> {
    let Some(parts) = Parts::of(url) else { return Vec::new() };
    let schemes = [parts.scheme, if parts.scheme.eq_ignore_ascii_case("https") { "http" } else { "https" }];
    let mut hosts = vec![(parts.host.to_owned(), parts.port.map(str::to_owned))];
    for name in ["x-forwarded-host", "host", "x-original-host"] {
        let Some(text) = headers.text(name) else { continue };
        let host = format!("x://{}", text.trim());
        if let Some(found) = Parts::of(&host) {
            hosts.push((found.host.to_owned(), found.port.map(str::to_owned)));
        }
    }
    let mut ports: Vec<Option<String>> = hosts.iter().map(|(_, port)| port.clone()).collect();
    ports.extend([None, Some("443".to_owned()), Some("80".to_owned())]);
    let mut found: Vec<(Cause, String)> = Vec::new();
    for (rest, rest_difference) in rests(parts.rest) {
        for scheme in schemes {
            for (host, _) in &hosts {
                for port in &ports {
                    let mut differences: Vec<UrlDifference> = rest_difference.into_iter().collect();
                    if scheme != parts.scheme {
                        differences.push(UrlDifference::Scheme);
                    }
                    if host != parts.host {
                        differences.push(UrlDifference::Host);
                    }
                    if port.as_deref() != parts.port {
                        differences.push(UrlDifference::Port);
                    }
                    let difference = match differences.as_slice() {
                        [] => continue,
                        [one] => *one,
                        _ => UrlDifference::Several,
                    };
                    let other = Parts { rest: &rest, ..parts_of(&parts) };
                    let signed = other.join(scheme, host, port.as_deref());
                    let cause = Cause::OtherUrl { signed: signed.clone(), known: url.to_owned(), difference };
                    if !found.iter().any(|(_, known)| *known == signed) {
                        found.push((cause, signed));
                    }
                }
            }
        }
    }
    found.sort_by_key(|(cause, _)| matches!(cause, Cause::OtherUrl { difference: UrlDifference::Several, .. }));
    found
}

fn parts_of<'a>(parts: &Parts<'a>) -> Parts<'a> {
    Parts { scheme: parts.scheme, user: parts.user, host: parts.host, port: parts.port, rest: parts.rest }
}

/// Path and query as they are, with the slash at the end of the path there or not, and without the query.
fn rests(rest: &str) -> Vec<(String, Option<UrlDifference>)> {
    let (path, query) = match rest.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (rest, None),
    };
    let with_query = |path: &str| match query {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let other_path = match path.strip_suffix('/') {
        Some(path) => path.to_owned(),
        None => format!("{path}/"),
    };
    let mut rests = vec![(rest.to_owned(), None), (with_query(&other_path), Some(UrlDifference::TrailingSlash))];
    if let Some(query) = query {
        rests.push((path.to_owned(), Some(UrlDifference::Query)));
        let mut fields: Vec<&str> = query.split('&').collect();
        fields.sort_unstable();
        rests.push((format!("{path}?{}", fields.join("&")), Some(UrlDifference::Query)));
    }
    rests
}
