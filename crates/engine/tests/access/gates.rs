//! What stands before a server: TLS that asks for a certificate, and proxies. Each passes the bytes on to the server
//! behind it, and ends when it is dropped.

use std::net::SocketAddr;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

/// Bytes of a greeting that are read at most.
const GREETING_BYTES_MAX: usize = 4096;

/// Certificates are given out by one authority.
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate with its key, as PEM.
pub struct Certified {
    pub certificate_pem: String,
    pub key_pem: String,
    certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
}

impl Authority {
    pub fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("a certificate"))
    }

    pub fn pem(&self) -> String {
        self.0.pem()
    }

    /// A certificate for a server on this computer, or for a client.
    pub fn certify(&self, purpose: ExtendedKeyUsagePurpose) -> Certified {
        let mut params = CertificateParams::new(vec!["localhost".to_owned(), "127.0.0.1".to_owned()]).expect("names");
        params.extended_key_usages = vec![purpose];
        params.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.0).expect("a certificate");
        Certified {
            certificate_pem: certificate.pem(),
            key_pem: key.serialize_pem(),
            certificate: certificate.der().clone(),
            key: PrivateKeyDer::try_from(key.serialize_der()).expect("a key"),
        }
    }
}

/// Something that listens before a server.
pub struct Gate {
    pub address: SocketAddr,
    greetings: watch::Sender<Vec<Vec<u8>>>,
    _accepting: JoinSet<()>,
}

/// What a gate asks of those who come.
#[derive(Clone)]
pub enum Kind {
    /// TLS with the certificate of a server.
    Tls(Arc<ServerConfig>),
    /// An HTTP proxy for CONNECT that wants this `Proxy-Authorization`, or takes everyone.
    Connect(Option<&'static str>),
    /// A SOCKS5 proxy without authorization.
    Socks5,
}

impl Kind {
    /// TLS that wants a certificate of `clients`, or takes everyone.
    pub fn tls(authority: &Authority, clients: Option<&Authority>) -> Self {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let builder = ServerConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .expect("versions");
        let builder = match clients {
            None => builder.with_no_client_auth(),
            Some(clients) => {
                let mut roots = RootCertStore::empty();
                roots.add(clients.0.der().clone()).expect("an authority");
                let verifier =
                    WebPkiClientVerifier::builder_with_provider(roots.into(), provider).build().expect("an authority");
                builder.with_client_cert_verifier(verifier)
            }
        };
        let own = authority.certify(ExtendedKeyUsagePurpose::ServerAuth);
        Self::Tls(Arc::new(builder.with_single_cert(vec![own.certificate], own.key).expect("a key for it")))
    }
}

impl Gate {
    /// Starts it before the server with this URL. Proxies go there too, wherever they are asked to go.
    pub async fn before(url: &str, kind: Kind) -> Self {
        let behind: SocketAddr =
            url.split('/').nth(2).and_then(|host| host.parse().ok()).expect("a URL with an address");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let greetings = watch::Sender::new(Vec::new());
        let mut accepting = JoinSet::new();
        accepting.spawn(accept(listener, behind, kind, greetings.clone()));
        Self { address, greetings, _accepting: accepting }
    }

    /// What proxies were told, in order.
    pub fn greetings(&self) -> Vec<Vec<u8>> {
        self.greetings.borrow().clone()
    }
}

async fn accept(listener: TcpListener, behind: SocketAddr, kind: Kind, greetings: watch::Sender<Vec<Vec<u8>>>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        connections.spawn(pass(stream, behind, kind.clone(), greetings.clone()));
    }
}

/// Nobody waits for the end of a connection, and a client that goes away is none of the gate's business.
async fn pass(mut client: TcpStream, behind: SocketAddr, kind: Kind, greetings: watch::Sender<Vec<Vec<u8>>>) {
    let note = |greeting: Vec<u8>| greetings.send_modify(|greetings| greetings.push(greeting));
    let mut server = TcpStream::connect(behind).await.expect("a server behind the gate");
    match kind {
        Kind::Tls(configuration) => {
            if let Ok(mut client) = TlsAcceptor::from(configuration).accept(client).await {
                let _ = copy_bidirectional(&mut client, &mut server).await;
            }
        }
        Kind::Connect(wanted) => {
            let greeting = read_until(&mut client, |read| read.ends_with(b"\r\n\r\n")).await;
            let text = String::from_utf8_lossy(&greeting).to_lowercase();
            let is_known = wanted.is_none_or(|wanted| text.contains(&wanted.to_lowercase()));
            note(greeting);
            let answer = if is_known { "200 Connected" } else { "407 Proxy Authentication Required" };
            let _ = client.write_all(format!("HTTP/1.1 {answer}\r\n\r\n").as_bytes()).await;
            if is_known {
                let _ = copy_bidirectional(&mut client, &mut server).await;
            }
        }
        Kind::Socks5 => {
            // RFC 1928 §3: version, number of methods, methods.
            read_until(&mut client, |read| read.len() > 2 && read.len() == 2 + usize::from(read[1])).await;
            let _ = client.write_all(&[5, 0]).await;
            // §4: version, command, reserved, kind of address, address, port.
            let greeting = read_until(&mut client, |read| {
                let address = match read {
                    [_, _, _, 1, ..] => 4,
                    [_, _, _, 3, length, ..] => 1 + usize::from(*length),
                    [_, _, _, 4, ..] => 16,
                    _ => return false,
                };
                read.len() == 4 + address + 2
            });
            note(greeting.await);
            let _ = client.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await;
            let _ = copy_bidirectional(&mut client, &mut server).await;
        }
    }
}

/// Reads byte by byte, so that nothing of what follows is taken.
async fn read_until(stream: &mut TcpStream, is_complete: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    let mut read = Vec::new();
    while !is_complete(&read) && read.len() < GREETING_BYTES_MAX {
        match stream.read_u8().await {
            Ok(byte) => read.push(byte),
            Err(_) => break,
        }
    }
    read
}
