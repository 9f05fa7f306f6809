//! How a destination is reached, beyond its address.

use std::time::Duration;

use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;

use super::authorization::check_username;
use super::{Refusal, checked_url};

/// Shortest limit for a part of an attempt.
pub const LIMIT_MIN: Duration = Duration::from_millis(100);
/// Longest limit for a part of an attempt.
pub const LIMIT_MAX: Duration = Duration::from_secs(120);
/// Most bytes of certificates in one setting.
const PEM_BYTES_MAX: usize = 256 * 1024;

/// How a destination is reached. The default is directly, trusting what the system trusts. The keys and passwords that
/// belong to it are not here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Connection {
    /// Certificate authorities that are trusted beside the system's, as PEM.
    pub ca_pem: Option<String>,
    /// The certificate shown to destinations that ask for one, followed by those that lead to its authority, as PEM.
    pub client_certificate_pem: Option<String>,
    /// The way out, when it is not direct. The environment's proxy is never used.
    pub proxy: Option<ProxySettings>,
    /// Longest time for a connection (name, TCP, proxy, TLS), instead of the usual one.
    #[serde(rename = "connect_timeout_ms", with = "milliseconds")]
    pub connect_timeout: Option<Duration>,
    /// Longest time from the connection being ready to the head of the answer, within the time for the attempt.
    #[serde(rename = "first_byte_timeout_ms", with = "milliseconds")]
    pub first_byte_timeout: Option<Duration>,
}

/// A proxy.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProxySettings {
    /// Its address: `http` or `https` (RFC 9110 §9.3.6, CONNECT for https destinations), `socks5` (RFC 1928, names are
    /// resolved here) or `socks5h` (names are resolved by the proxy).
    pub url: String,
    /// The user name it wants, if any.
    #[serde(default)]
    pub username: Option<String>,
}

impl Connection {
    /// Whether a connection can be made with these settings. What a certificate says is not looked at.
    ///
    /// # Errors
    /// Names the setting that cannot be used.
    pub fn check(&self) -> Result<(), Refusal> {
        if let Some(pem) = &self.ca_pem {
            check_certificates("connection.ca_pem", pem)?;
        }
        if let Some(pem) = &self.client_certificate_pem {
            check_certificates("connection.client_certificate_pem", pem)?;
        }
        if let Some(proxy) = &self.proxy {
            proxy.check()?;
        }
        check_limit("connection.connect_timeout_ms", self.connect_timeout)?;
        check_limit("connection.first_byte_timeout_ms", self.first_byte_timeout)
    }
}

impl ProxySettings {
    fn check(&self) -> Result<(), Refusal> {
        const FIELD: &str = "connection.proxy.url";
        const HINT: &str = "For example http://proxy.example:3128 or socks5h://127.0.0.1:1080";
        let url = checked_url(FIELD, &self.url, HINT)?;
        if !matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h") {
            let detail = format!("a proxy speaks http, https, socks5 or socks5h, not `{}`", url.scheme());
            return Err(Refusal::new(FIELD, detail, HINT));
        }
        if !matches!(url.path(), "" | "/") || url.query().is_some() {
            return Err(Refusal::new(FIELD, "the address of a proxy ends after its port", HINT));
        }
        self.username.as_deref().map_or(Ok(()), |username| check_username("connection.proxy.username", username))
    }
}

/// At least one certificate in PEM (RFC 7468), and nothing that must stay secret.
fn check_certificates(field: &'static str, pem: &str) -> Result<(), Refusal> {
    const HINT: &str = "Paste the text from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.";
    if pem.len() > PEM_BYTES_MAX {
        let detail = format!("certificates have at most {PEM_BYTES_MAX} bytes");
        return Err(Refusal::new(field, detail, "Leave out authorities that the system knows."));
    }
    if pem.contains("PRIVATE KEY-----") {
        let detail = "there is a private key beside the certificate";
        return Err(Refusal::new(field, detail, "Put the key into its own field, where it is kept encrypted."));
    }
    match CertificateDer::pem_slice_iter(pem.as_bytes()).collect::<Result<Vec<_>, _>>() {
        Ok(certificates) if certificates.is_empty() => Err(Refusal::new(field, "there is no certificate in it", HINT)),
        Ok(_) => Ok(()),
        Err(error) => Err(Refusal::new(field, format!("this is no PEM: {error}"), HINT)),
    }
}

fn check_limit(field: &'static str, limit: Option<Duration>) -> Result<(), Refusal> {
    if limit.is_none_or(|limit| (LIMIT_MIN..=LIMIT_MAX).contains(&limit)) {
        return Ok(());
    }
    Err(Refusal::new(field, "a timeout lies between 100 ms and 120 s", "Leave it empty for the usual limit."))
}

/// Durations as whole milliseconds.
mod milliseconds {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(duration: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
        duration.map(|duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
        Ok(Option::<u64>::deserialize(deserializer)?.map(Duration::from_millis))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n";

    fn refused(connection: &Connection) -> Option<&'static str> {
        connection.check().err().map(|refusal| refusal.field)
    }

    #[test]
    fn certificates_are_pem_without_a_key() {
        let check = |pem: &str| refused(&Connection { ca_pem: Some(pem.to_owned()), ..Connection::default() });
        assert_eq!(check(CERTIFICATE), None);
        assert_eq!(check(&format!("a comment\n{CERTIFICATE}{CERTIFICATE}")), None);
        let key = "-----BEGIN PRIVATE KEY-----\nAAEC\n-----END PRIVATE KEY-----\n";
        let broken = CERTIFICATE.replace("AAEC", "A?EC");
        for pem in ["", "not PEM", &broken, key, &format!("{CERTIFICATE}{key}"), &CERTIFICATE.repeat(5_000)] {
            assert_eq!(check(pem), Some("connection.ca_pem"), "{:.60}", pem);
        }
        let client = Connection { client_certificate_pem: Some(String::new()), ..Connection::default() };
        assert_eq!(refused(&client), Some("connection.client_certificate_pem"));
    }

    #[test]
    fn a_proxy_speaks_http_or_socks() {
        let check = |url: &str, username: Option<&str>| {
            let proxy = ProxySettings { url: url.to_owned(), username: username.map(str::to_owned) };
            refused(&Connection { proxy: Some(proxy), ..Connection::default() })
        };
        let known = ["http://proxy.example:3128", "https://proxy.example/", "socks5://127.0.0.1", "socks5h://[::1]:1"];
        for url in known {
            assert_eq!(check(url, Some("ada")), None, "{url}");
        }
        let unknown = ["socks4://127.0.0.1", "ftp://proxy.example", "proxy.example:3128", "http://proxy.example/path"];
        for url in unknown.into_iter().chain(["http://ada:pw@proxy.example", "", "http://proxy.example?x=1"]) {
            assert_eq!(check(url, None), Some("connection.proxy.url"), "{url}");
        }
        assert_eq!(check("http://proxy.example", Some("a:b")), Some("connection.proxy.username"));
    }

    #[test]
    fn limits_lie_between_100_ms_and_120_s() {
        let check = |ms: u64| {
            let limit = Some(Duration::from_millis(ms));
            let first_byte = Connection { first_byte_timeout: limit, ..Connection::default() };
            (refused(&Connection { connect_timeout: limit, ..Connection::default() }), refused(&first_byte))
        };
        assert_eq!((check(100), check(120_000)), ((None, None), (None, None)));
        for ms in [0, 99, 120_001] {
            assert_eq!(check(ms), (Some("connection.connect_timeout_ms"), Some("connection.first_byte_timeout_ms")));
        }
    }

    #[test]
    fn the_serialized_form_stays_and_unknown_settings_are_refused() {
        let connection = Connection {
            ca_pem: None,
            client_certificate_pem: Some("pem".to_owned()),
            proxy: Some(ProxySettings { url: "http://proxy.example".to_owned(), username: None }),
            connect_timeout: Some(Duration::from_millis(1_500)),
            first_byte_timeout: None,
        };
        let form = r#"{"ca_pem":null,"client_certificate_pem":"pem","proxy":{"url":"http://proxy.example","username":null},"connect_timeout_ms":1500,"first_byte_timeout_ms":null}"#;
        assert_eq!(serde_json::to_string(&connection).unwrap(), form);
        assert_eq!(serde_json::from_str::<Connection>(form).unwrap(), connection);
        assert_eq!(serde_json::from_str::<Connection>("{}").unwrap(), Connection::default());
        assert!(serde_json::from_str::<Connection>(r#"{"proxy_password":"hunter2"}"#).is_err());
    }
}
