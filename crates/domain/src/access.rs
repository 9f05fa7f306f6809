//! How a delivery gets into its destination: who it says it is ([`Authorization`]) and how it is reached
//! ([`Connection`]). Both are configuration without secrets: passwords, tokens and keys are sealed apart from it.

mod authorization;
mod connection;

use std::net::IpAddr;

use url::{Host, Url};

pub use authorization::{Authorization, ClientAuthentication, ClientCredentials};
pub use connection::{Connection, ProxySettings};

/// Longest address of a token server or a proxy, in characters.
const URL_CHARACTERS_MAX: usize = 2048;

/// A setting that cannot be used, in words for the person who made it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct Refusal {
    /// The setting, as it is serialized: `authorization.header`.
    pub field: &'static str,
    /// What is wrong.
    pub detail: String,
    /// What to do.
    pub hint: &'static str,
}

impl Refusal {
    /// Refuses a setting.
    pub fn new(field: &'static str, detail: impl Into<String>, hint: &'static str) -> Self {
        Self { field, detail: detail.into(), hint }
    }
}

/// An address without user name, password and fragment, and with a host.
fn checked_url(field: &'static str, text: &str, hint: &'static str) -> Result<Url, Refusal> {
    let refuse = |detail: String| Refusal::new(field, detail, hint);
    if text.chars().count() > URL_CHARACTERS_MAX {
        return Err(refuse(format!("an address has at most {URL_CHARACTERS_MAX} characters")));
    }
    // The text is not repeated where it may hold a password.
    let url = Url::parse(text).map_err(|error| refuse(format!("this is no address: {error}")))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse("user name and password do not belong into the address".to_owned()));
    }
    if url.host_str().is_none_or(str::is_empty) || url.port() == Some(0) {
        return Err(refuse(format!("`{text}` names no host or port to connect to")));
    }
    if url.fragment().is_some() {
        return Err(refuse("what follows `#` is never sent".to_owned()));
    }
    Ok(url)
}

/// Whether an address can only lead to this computer: a literal loopback address, or `localhost` and the names below it
/// (RFC 6761 §6.3).
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}
