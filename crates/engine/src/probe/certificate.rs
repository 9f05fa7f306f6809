//! The certificates that a server shows, read, and judged as deliveries judge them.

use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Timestamp;
use domain::access::Connection;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, SignatureScheme};
use rustls_platform_verifier::Verifier;
use sha2::{Digest, Sha256};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate};

/// A certificate, as it is shown to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// For whom: `CN=api.example.com`.
    pub subject: String,
    /// By whom.
    pub issuer: String,
    /// The names it is for.
    pub names: Vec<String>,
    /// Valid from then on.
    pub not_before: Timestamp,
    /// Valid until then.
    pub not_after: Timestamp,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Certificate {
    /// Reads a certificate; `None` when it is none.
    pub(super) fn read(der: &CertificateDer<'static>) -> Option<Self> {
        let (_, read) = X509Certificate::from_der(der).ok()?;
        let names = read
            .subject_alternative_name()
            .ok()
            .flatten()
            .map_or_else(Vec::new, |extension| extension.value.general_names.iter().filter_map(name_of).collect());
        let at = |time: &x509_parser::time::ASN1Time| Timestamp::from_unix_ms(time.timestamp().saturating_mul(1_000));
        let digest = Sha256::digest(der.as_ref());
        Some(Self {
            subject: read.subject().to_string(),
            issuer: read.issuer().to_string(),
            names,
            not_before: at(&read.validity().not_before),
            not_after: at(&read.validity().not_after),
            sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        })
    }
}

fn name_of(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        GeneralName::IPAddress(bytes) => match <[u8; 4]>::try_from(*bytes) {
            Ok(four) => Some(std::net::Ipv4Addr::from(four).to_string()),
            Err(_) => <[u8; 16]>::try_from(*bytes).ok().map(|all| std::net::Ipv6Addr::from(all).to_string()),
        },
        _ => None,
    }
}

/// Shakes hands with a server, whatever it shows, and gives its certificates. Nothing is sent over the connection.
///
/// # Errors
/// The words of the library, when there was no handshake.
pub(super) async fn witness(stream: TcpStream, host: &str) -> Result<Vec<CertificateDer<'static>>, String> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let shown = Arc::new(Witness { provider: provider.clone(), chain: Mutex::default() });
    let configuration = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .dangerous()
        .with_custom_certificate_verifier(shown.clone())
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).map_err(|error| error.to_string())?;
    let shaken = TlsConnector::from(Arc::new(configuration)).connect(name, stream).await;
    let chain = shown.chain.lock().unwrap_or_else(PoisonError::into_inner).clone();
    match shaken {
        Err(error) if chain.is_empty() => Err(error.to_string()),
        // It may refuse us for our certificate, and has shown its own before.
        Ok(_) | Err(_) => Ok(chain),
    }
}

/// Whether deliveries would trust a chain.
///
/// # Errors
/// The words of the verifier.
pub(super) fn judge(
    chain: &[CertificateDer<'static>],
    host: &str,
    ca_pem: Option<&str>,
    now: Timestamp,
) -> Result<(), String> {
    let roots = match ca_pem {
        Some(pem) => CertificateDer::pem_slice_iter(pem.as_bytes()).collect::<Result<Vec<_>, _>>(),
        None => Ok(Vec::new()),
    };
    judged(chain, host, roots.map_err(|error| error.to_string())?, now)
}

fn judged(
    chain: &[CertificateDer<'static>],
    host: &str,
    roots: Vec<CertificateDer<'static>>,
    now: Timestamp,
) -> Result<(), String> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let verifier =
        if roots.is_empty() { Verifier::new(provider) } else { Verifier::new_with_extra_roots(roots, provider) };
    let verifier = verifier.map_err(|error| error.to_string())?;
    let Some((own, others)) = chain.split_first() else { return Err("it showed no certificate".to_owned()) };
    let name = ServerName::try_from(host.to_owned()).map_err(|error| error.to_string())?;
    let since_1970 = std::time::Duration::from_millis(u64::try_from(now.unix_ms()).unwrap_or_default());
    let at = UnixTime::since_unix_epoch(since_1970);
    verifier.verify_server_cert(own, others, &name, &[], at).map(drop).map_err(|error| error.to_string())
}

/// The certificates with which deliveries would trust the chain, as PEM: those that are trusted already, and the last of
/// the chain. `None` when that would not help, as with one that expired or is for another name, or when no settings with
/// it could be saved.
pub(super) fn trusting(
    chain: &[CertificateDer<'static>],
    host: &str,
    ca_pem: Option<&str>,
    now: Timestamp,
) -> Option<String> {
    let last = chain.last()?;
    let mut pem = ca_pem.map(|pem| format!("{}\n", pem.trim_end())).unwrap_or_default();
    pem.push_str(&as_pem(last));
    judge(chain, host, Some(&pem), now).ok()?;
    let connection = Connection { ca_pem: Some(pem.clone()), ..Connection::default() };
    connection.check().ok()?;
    Some(pem)
}

fn as_pem(der: &CertificateDer<'static>) -> String {
    let text = STANDARD.encode(der.as_ref());
    let lines: Vec<&str> = text.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", lines.join("\n"))
}

/// Takes any certificate, and remembers it.
#[derive(Debug)]
struct Witness {
    provider: Arc<CryptoProvider>,
    chain: Mutex<Vec<CertificateDer<'static>>>,
}

impl ServerCertVerifier for Witness {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let mut chain = self.chain.lock().unwrap_or_else(PoisonError::into_inner);
        chain.push(end_entity.clone().into_owned());
        chain.extend(intermediates.iter().map(|certificate| certificate.clone().into_owned()));
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
