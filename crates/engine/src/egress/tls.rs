//! How TLS is spoken: ciphers, whom to trust, which certificate to show.

use std::sync::{Arc, LazyLock};

use domain::access::{Connection, Refusal};
use rustls::crypto::{CryptoProvider, SupportedKxGroup};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, InconsistentKeys};
use rustls_platform_verifier::Verifier;

use super::access::Credential;
use super::timing::NotedGroup;

/// Why TLS cannot be spoken with these settings. Says nothing of a key's content.
#[derive(Debug, thiserror::Error)]
pub enum TlsFault {
    #[error("the system's trust store cannot be used: {0}")]
    TrustStore(rustls::Error),
    #[error("a certificate authority cannot be used: {0}")]
    Authority(String),
    #[error("the client certificate cannot be used: {0}")]
    Certificate(String),
    #[error("there is no key for the client certificate")]
    KeyMissing,
    #[error("the client key is encrypted with a passphrase")]
    KeyEncrypted,
    #[error("the client key is no private key in PEM")]
    KeyUnreadable,
    #[error("the client key does not belong to the certificate")]
    KeyOfAnother,
}

impl TlsFault {
    /// The same in words for the person who made the settings.
    pub fn refusal(&self) -> Refusal {
        let (field, hint) = match self {
            Self::TrustStore(_) => ("connection.ca_pem", "Install the certificate authorities of your system."),
            Self::Authority(_) => ("connection.ca_pem", "Export the authority's certificate again, as PEM."),
            Self::Certificate(_) => ("connection.client_certificate_pem", "Put the client's own certificate first."),
            Self::KeyMissing => ("connection.client_key_pem", "Enter the private key that belongs to it."),
            Self::KeyEncrypted => {
                ("connection.client_key_pem", "Remove the passphrase: openssl pkey -in key.pem. It is sealed here.")
            }
            Self::KeyUnreadable => ("connection.client_key_pem", "It begins with -----BEGIN PRIVATE KEY-----."),
            Self::KeyOfAnother => ("connection.client_key_pem", "Certificate and key must be from one request."),
        };
        Refusal::new(field, self.to_string(), hint)
    }
}

/// The library's ciphers, with the begin of each handshake noted.
static PROVIDER: LazyLock<Arc<CryptoProvider>> = LazyLock::new(|| {
    let mut provider = rustls::crypto::aws_lc_rs::default_provider();
    let groups: &'static [NotedGroup] =
        Vec::leak(provider.kx_groups.iter().map(|group| NotedGroup(*group)).collect::<Vec<_>>());
    provider.kx_groups = groups.iter().map(|group| group as &dyn SupportedKxGroup).collect();
    Arc::new(provider)
});

/// Trusts the system's authorities and those of the connection, and shows the connection's certificate when asked.
///
/// # Errors
/// When the trust store, a certificate or the key cannot be used.
pub fn configuration(connection: &Connection, key: Option<&Credential>) -> Result<ClientConfig, TlsFault> {
    let verifier = match &connection.ca_pem {
        None => Verifier::new(PROVIDER.clone()).map_err(TlsFault::TrustStore)?,
        Some(pem) => {
            let refused = |error: rustls::Error| TlsFault::Authority(error.to_string());
            Verifier::new_with_extra_roots(certificates(pem).map_err(TlsFault::Authority)?, PROVIDER.clone())
                .map_err(refused)?
        }
    };
    let builder = ClientConfig::builder_with_provider(PROVIDER.clone())
        .with_safe_default_protocol_versions()
        .map_err(TlsFault::TrustStore)?
        // The platform's verifier, which `rustls` calls dangerous like any other that is not its own.
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    let Some(pem) = &connection.client_certificate_pem else {
        return Ok(builder.with_no_client_auth());
    };
    let chain = certificates(pem).map_err(TlsFault::Certificate)?;
    let key = private_key(key.ok_or(TlsFault::KeyMissing)?.reveal())?;
    builder.with_client_auth_cert(chain, key).map_err(|error| match error {
        rustls::Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => TlsFault::KeyOfAnother,
        rustls::Error::General(_) => TlsFault::KeyUnreadable,
        error => TlsFault::Certificate(error.to_string()),
    })
}

fn certificates(pem: &str) -> Result<Vec<CertificateDer<'static>>, String> {
    let certificates: Vec<_> =
        CertificateDer::pem_slice_iter(pem.as_bytes()).collect::<Result<_, _>>().map_err(|error| error.to_string())?;
    if certificates.is_empty() { Err("there is none".to_owned()) } else { Ok(certificates) }
}

fn private_key(pem: &str) -> Result<PrivateKeyDer<'static>, TlsFault> {
    PrivateKeyDer::from_pem_slice(pem.as_bytes())
        .map_err(|_| if pem.contains("ENCRYPTED") { TlsFault::KeyEncrypted } else { TlsFault::KeyUnreadable })
}
