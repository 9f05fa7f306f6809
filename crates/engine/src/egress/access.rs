//! How a delivery gets into its destination, with the secrets opened.

use std::fmt;

use domain::access::{Authorization, Connection, Refusal};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::authorize::Field;
use super::{clients, tls};

/// A password, token or key in clear. It cannot be printed, compared, copied or serialized, and its memory is wiped
/// when it is dropped.
pub struct Credential(Zeroizing<String>);

impl Credential {
    /// Takes a secret in clear.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// Takes what the vault opened. `None` when it is no text.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        std::str::from_utf8(bytes).ok().map(Self::new)
    }

    /// The secret in clear, for one use.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

/// The secrets that belong to an [`Authorization`] and a [`Connection`].
#[derive(Default)]
pub struct Credentials {
    /// Password, bearer token, API key or client secret, as the authorization says.
    pub authorization: Option<Credential>,
    /// The private key of the client certificate, as PEM without a passphrase.
    pub client_key_pem: Option<Credential>,
    /// The password for the proxy.
    pub proxy_password: Option<Credential>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = |credential: &Option<Credential>| if credential.is_some() { "••••" } else { "none" };
        formatter
            .debug_struct("Credentials")
            .field("authorization", &hidden(&self.authorization))
            .field("client_key_pem", &hidden(&self.client_key_pem))
            .field("proxy_password", &hidden(&self.proxy_password))
            .finish()
    }
}

/// Identifies settings with their secrets by content. Never shown: weak passwords could be guessed from it.
pub(super) type ContentKey = [u8; 32];

/// How a delivery gets into its destination. The default is nothing special: no authorization, a direct connection.
#[derive(Default)]
pub struct Access {
    authorization: Authorization,
    connection: Connection,
    credentials: Credentials,
    /// `None` for the default connection.
    connection_key: Option<ContentKey>,
    token_key: ContentKey,
}

impl Access {
    /// Takes settings and their secrets as they are; [`check`](Self::check) tells whether they can be used.
    pub fn new(authorization: Authorization, connection: Connection, credentials: Credentials) -> Self {
        let of = |credential: &Option<Credential>| credential.as_ref().map_or("", Credential::reveal).to_owned();
        let connection_key = (connection != Connection::default()).then(|| {
            let (key, password) =
                (Zeroizing::new(of(&credentials.client_key_pem)), Zeroizing::new(of(&credentials.proxy_password)));
            content_key(&connection, &[key.as_bytes(), password.as_bytes()])
        });
        let secret = Zeroizing::new(of(&credentials.authorization));
        // Tokens can be bound to the client certificate they were fetched with (RFC 8705 §3).
        let token_key = content_key(
            &authorization,
            &[secret.as_bytes(), connection_key.as_ref().map_or(&[], |key| key.as_slice())],
        );
        Self { authorization, connection, credentials, connection_key, token_key }
    }

    /// Who the delivery says it is.
    pub const fn authorization(&self) -> &Authorization {
        &self.authorization
    }

    /// How the destination is reached.
    pub const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Whether a request can be made with these settings and secrets: everything that can be known without connecting.
    ///
    /// # Errors
    /// Names the setting or secret that cannot be used.
    pub fn check(&self) -> Result<(), Refusal> {
        self.authorization.check()?;
        self.connection.check()?;
        if self.authorization.needs_secret() {
            self.check_authorization_secret()?;
        }
        tls::configuration(&self.connection, self.credentials.client_key_pem.as_ref())
            .map_err(|fault| fault.refusal())?;
        clients::proxy(self).map(drop).map_err(|error| {
            let hint = "For example http://proxy.example:3128 or socks5h://127.0.0.1:1080";
            Refusal::new("connection.proxy.url", format!("this proxy cannot be used: {error}"), hint)
        })
    }

    /// How TLS is spoken with these settings.
    ///
    /// # Errors
    /// One sentence, when they cannot be used.
    pub(crate) fn tls(&self) -> Result<rustls::ClientConfig, String> {
        tls::configuration(&self.connection, self.credentials.client_key_pem.as_ref())
            .map_err(|fault| fault.to_string())
    }

    /// The header field that says who a request is, where nothing must be fetched for it first.
    ///
    /// # Errors
    /// One sentence, when there is no secret or it cannot stand in a header.
    pub(crate) fn fixed_field(&self) -> Result<Option<(String, Vec<u8>)>, String> {
        Ok(Field::fixed(self)?.map(|field| field.to_pair()))
    }

    fn check_authorization_secret(&self) -> Result<(), Refusal> {
        const FIELD: &str = "authorization.secret";
        let is_blank = |credential: &Credential| credential.reveal().trim().is_empty();
        if self.credentials.authorization.as_ref().is_none_or(is_blank) {
            let detail = "the authorization has no secret";
            return Err(Refusal::new(FIELD, detail, "Enter the password, token or key."));
        }
        Field::fixed(self).map(drop).map_err(|detail| {
            Refusal::new(FIELD, detail, "Check for line breaks and white space that were copied along.")
        })
    }

    pub(super) const fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    pub(super) const fn connection_key(&self) -> Option<&ContentKey> {
        self.connection_key.as_ref()
    }

    pub(super) const fn token_key(&self) -> &ContentKey {
        &self.token_key
    }
}

impl fmt::Debug for Access {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Access")
            .field("authorization", &self.authorization)
            .field("connection", &self.connection)
            .field("credentials", &self.credentials)
            .finish()
    }
}

fn content_key(settings: &impl serde::Serialize, secrets: &[&[u8]]) -> ContentKey {
    let settings = serde_json::to_vec(settings).expect("settings of texts and numbers can be written");
    let mut digest = Sha256::new();
    for part in std::iter::once(settings.as_slice()).chain(secrets.iter().copied()) {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.finalize().into()
}
