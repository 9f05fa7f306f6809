//! How a destination is got into: authorization and connection. Secrets go in and never come out.

use std::time::Duration;

use domain::access;
use engine::{AccessPatch, ConfiguredDestination};
use serde::{Deserialize, Serialize};
use store::SecretPurpose;
use utoipa::ToSchema;
use zeroize::Zeroizing;

/// Who deliveries say they are, beyond their signature.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Authorization {
    /// What it is, with its settings.
    #[serde(flatten)]
    pub settings: AuthorizationSettings,
    /// What may be shown of its secret.
    pub secret_hint: Option<String>,
}

/// An authorization to be set.
#[derive(Deserialize, ToSchema)]
pub struct NewAuthorization {
    /// What it is, with its settings.
    #[serde(flatten)]
    pub settings: AuthorizationSettings,
    /// The password, token, key or client secret; the one that is kept stays when it is left out.
    pub secret: Option<String>,
}

/// An authorization without its secret.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum AuthorizationSettings {
    /// Nothing but the signature.
    None,
    /// `Authorization: Basic …`. The secret is the password.
    Basic {
        /// The user name, without a colon.
        username: String,
    },
    /// `Authorization: Bearer …`. The secret is the token.
    Bearer,
    /// A key in a header of one's choice.
    ApiKey {
        /// Name of the header.
        header: String,
    },
    /// A bearer token that is fetched with OAuth 2.0 client credentials. The secret is the client's.
    #[serde(rename = "oauth2_client_credentials")]
    OAuth2ClientCredentials {
        /// The token server's address: https, or http on this computer.
        token_url: String,
        /// The client's name there.
        client_id: String,
        /// What is asked for.
        #[serde(default)]
        scopes: Vec<String>,
        /// Whom the token is for, where the token server wants to know.
        #[serde(default)]
        audience: Option<String>,
        /// How the client proves who it is; in the header when left out.
        #[serde(default)]
        client_authentication: ClientAuthentication,
    },
}

/// How a client proves to a token server who it is.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClientAuthentication {
    /// `Authorization: Basic …`.
    #[default]
    Header,
    /// `client_id` and `client_secret` in the form.
    Body,
}

/// How a destination is reached, beyond its URL.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Connection {
    /// Certificate authorities that are trusted beside the system's, as PEM.
    pub ca_pem: Option<String>,
    /// The certificate shown to destinations that ask for one, as PEM.
    pub client_certificate_pem: Option<String>,
    /// A private key for it is kept.
    pub has_client_key: bool,
    /// The way out, when it is not direct.
    pub proxy: Option<Proxy>,
    /// Longest time for a connection; 5,000 when null.
    pub connect_timeout_ms: Option<u64>,
    /// Longest time from the connection being ready to the begin of the answer.
    pub first_byte_timeout_ms: Option<u64>,
}

/// A proxy.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Proxy {
    /// `http`, `https`, `socks5` or `socks5h`.
    pub url: String,
    /// The user name it wants.
    pub username: Option<String>,
    /// A password for it is kept.
    pub has_password: bool,
}

/// A connection to be set, whole. Secrets that are left out stay as they are kept.
#[derive(Deserialize, ToSchema)]
pub struct NewConnection {
    /// Certificate authorities that are trusted beside the system's, as PEM.
    pub ca_pem: Option<String>,
    /// The certificate shown to destinations that ask for one, as PEM.
    pub client_certificate_pem: Option<String>,
    /// Its private key, as PEM without a passphrase.
    pub client_key_pem: Option<String>,
    /// The way out, when it is not direct.
    pub proxy: Option<NewProxy>,
    /// Longest time for a connection: 100 to 120,000.
    pub connect_timeout_ms: Option<u64>,
    /// Longest time from the connection being ready to the begin of the answer: 100 to 120,000.
    pub first_byte_timeout_ms: Option<u64>,
}

/// A proxy to be set.
#[derive(Deserialize, ToSchema)]
pub struct NewProxy {
    /// `http`, `https`, `socks5` or `socks5h`.
    pub url: String,
    /// The user name it wants.
    pub username: Option<String>,
    /// Its password.
    pub password: Option<String>,
}

impl std::fmt::Debug for NewAuthorization {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("NewAuthorization").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for NewConnection {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("NewConnection").finish_non_exhaustive()
    }
}

/// What the engine is asked to change.
pub fn patch(authorization: Option<NewAuthorization>, connection: Option<NewConnection>) -> AccessPatch {
    let mut patch = AccessPatch::default();
    if let Some(authorization) = authorization {
        patch.authorization = Some(authorization.settings.into());
        patch.authorization_secret = authorization.secret.map(Zeroizing::new);
    }
    if let Some(connection) = connection {
        let (proxy, proxy_password) = match connection.proxy {
            Some(proxy) => (Some(access::ProxySettings { url: proxy.url, username: proxy.username }), proxy.password),
            None => (None, None),
        };
        patch.connection = Some(access::Connection {
            ca_pem: connection.ca_pem,
            client_certificate_pem: connection.client_certificate_pem,
            proxy,
            connect_timeout: connection.connect_timeout_ms.map(Duration::from_millis),
            first_byte_timeout: connection.first_byte_timeout_ms.map(Duration::from_millis),
        });
        patch.client_key_pem = connection.client_key_pem.map(Zeroizing::new);
        patch.proxy_password = proxy_password.map(Zeroizing::new);
    }
    patch
}

impl From<AuthorizationSettings> for access::Authorization {
    fn from(settings: AuthorizationSettings) -> Self {
        match settings {
            AuthorizationSettings::None => Self::None,
            AuthorizationSettings::Basic { username } => Self::Basic { username },
            AuthorizationSettings::Bearer => Self::Bearer,
            AuthorizationSettings::ApiKey { header } => Self::ApiKey { header },
            AuthorizationSettings::OAuth2ClientCredentials {
                token_url,
                client_id,
                scopes,
                audience,
                client_authentication,
            } => Self::OAuth2ClientCredentials(access::ClientCredentials {
                token_url,
                client_id,
                scopes,
                audience,
                client_authentication: match client_authentication {
                    ClientAuthentication::Header => access::ClientAuthentication::Header,
                    ClientAuthentication::Body => access::ClientAuthentication::Body,
                },
            }),
        }
    }
}

impl From<&access::Authorization> for AuthorizationSettings {
    fn from(authorization: &access::Authorization) -> Self {
        match authorization {
            access::Authorization::None => Self::None,
            access::Authorization::Basic { username } => Self::Basic { username: username.clone() },
            access::Authorization::Bearer => Self::Bearer,
            access::Authorization::ApiKey { header } => Self::ApiKey { header: header.clone() },
            access::Authorization::OAuth2ClientCredentials(client) => Self::OAuth2ClientCredentials {
                token_url: client.token_url.clone(),
                client_id: client.client_id.clone(),
                scopes: client.scopes.clone(),
                audience: client.audience.clone(),
                client_authentication: match client.client_authentication {
                    access::ClientAuthentication::Header => ClientAuthentication::Header,
                    access::ClientAuthentication::Body => ClientAuthentication::Body,
                },
            },
        }
    }
}

impl From<&ConfiguredDestination> for Authorization {
    fn from(entry: &ConfiguredDestination) -> Self {
        Self {
            settings: (&entry.destination.authorization).into(),
            secret_hint: hint(entry, SecretPurpose::Authorization),
        }
    }
}

impl From<&ConfiguredDestination> for Connection {
    fn from(entry: &ConfiguredDestination) -> Self {
        let connection = &entry.destination.connection;
        let milliseconds =
            |limit: Option<Duration>| limit.map(|limit| u64::try_from(limit.as_millis()).unwrap_or(u64::MAX));
        Self {
            ca_pem: connection.ca_pem.clone(),
            client_certificate_pem: connection.client_certificate_pem.clone(),
            has_client_key: hint(entry, SecretPurpose::ClientKey).is_some(),
            proxy: connection.proxy.as_ref().map(|proxy| Proxy {
                url: proxy.url.clone(),
                username: proxy.username.clone(),
                has_password: hint(entry, SecretPurpose::ProxyPassword).is_some(),
            }),
            connect_timeout_ms: milliseconds(connection.connect_timeout),
            first_byte_timeout_ms: milliseconds(connection.first_byte_timeout),
        }
    }
}

fn hint(entry: &ConfiguredDestination, purpose: SecretPurpose) -> Option<String> {
    let of_purpose = entry.credentials_shown.iter().rev().find(|(shown, _)| *shown == purpose);
    of_purpose.map(|(_, shown)| shown.hint.clone())
}
