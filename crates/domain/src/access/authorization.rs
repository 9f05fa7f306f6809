//! Who a delivery says it is, beyond its signature.

use super::{Refusal, checked_url, is_loopback};

/// Most scopes that are asked for.
const SCOPES_MAX: usize = 50;
/// Longest user name, client id, scope or audience, in characters.
const NAME_CHARACTERS_MAX: usize = 500;

/// Header fields that the delivery or the connection decides: those of RFC 9110 §7.6.1 (hop by hop), what frames the
/// request, what the signature of Standard Webhooks is made of, and what the delivery says of itself.
const SET_BY_DELIVERY: [&str; 19] = [
    "accept",
    "accept-encoding",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "expect",
    "host",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "webhook-id",
    "webhook-timestamp",
];
/// The same, for whole families of names.
const SET_BY_DELIVERY_PREFIXES: [&str; 2] = ["webhook-signature", "tacklebox-"];

/// Who a delivery says it is. The secret that belongs to it is not here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", from = "StrictAuthorization")]
pub enum Authorization {
    /// Nothing but the signature.
    #[default]
    None,
    /// `Authorization: Basic …` (RFC 7617). The secret is the password.
    Basic {
        /// The user name, without a colon.
        username: String,
    },
    /// `Authorization: Bearer …` (RFC 6750 §2.1). The secret is the token.
    Bearer,
    /// A key in a header of one's choice, as it stands. The secret is the key.
    ApiKey {
        /// Name of the header.
        header: String,
    },
    /// `Authorization: Bearer …` with a token that is fetched: OAuth 2.0 client credentials (RFC 6749 §4.4). The secret
    /// is the client's.
    #[serde(rename = "oauth2_client_credentials")]
    OAuth2ClientCredentials(ClientCredentials),
}

/// Where and as whom a token is fetched.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientCredentials {
    /// The token server's address: https, or http on this computer.
    pub token_url: String,
    /// The client's name there.
    pub client_id: String,
    /// What is asked for; may be empty.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Whom the token is for, where the token server wants to know (`audience`, which is no part of RFC 6749).
    #[serde(default)]
    pub audience: Option<String>,
    /// How the client proves who it is.
    #[serde(default)]
    pub client_authentication: ClientAuthentication,
}

/// The same for reading: serde takes unknown fields beside a tag without content, but not beside one with none.
#[derive(serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum StrictAuthorization {
    None {},
    Basic {
        username: String,
    },
    Bearer {},
    ApiKey {
        header: String,
    },
    #[serde(rename = "oauth2_client_credentials")]
    OAuth2ClientCredentials(ClientCredentials),
}

impl From<StrictAuthorization> for Authorization {
    fn from(read: StrictAuthorization) -> Self {
        match read {
            StrictAuthorization::None {} => Self::None,
            StrictAuthorization::Basic { username } => Self::Basic { username },
            StrictAuthorization::Bearer {} => Self::Bearer,
            StrictAuthorization::ApiKey { header } => Self::ApiKey { header },
            StrictAuthorization::OAuth2ClientCredentials(client) => Self::OAuth2ClientCredentials(client),
        }
    }
}

/// How a client proves to the token server who it is (RFC 6749 §2.3.1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientAuthentication {
    /// `Authorization: Basic …`, which every token server must understand.
    #[default]
    Header,
    /// `client_id` and `client_secret` in the form.
    Body,
}

impl Authorization {
    /// Whether a secret belongs to it.
    pub const fn needs_secret(&self) -> bool {
        !matches!(self, Self::None)
    }

    /// The name of the header field it adds, lower-case.
    pub fn header_name(&self) -> Option<String> {
        match self {
            Self::None => None,
            Self::ApiKey { header } => Some(header.to_ascii_lowercase()),
            Self::Basic { .. } | Self::Bearer | Self::OAuth2ClientCredentials(_) => Some("authorization".to_owned()),
        }
    }

    /// Whether a request can be made with these settings.
    ///
    /// # Errors
    /// Names the setting that cannot be used.
    pub fn check(&self) -> Result<(), Refusal> {
        match self {
            Self::None | Self::Bearer => Ok(()),
            Self::Basic { username } => check_username("authorization.username", username),
            Self::ApiKey { header } => check_header(header),
            Self::OAuth2ClientCredentials(client) => client.check(),
        }
    }
}

impl ClientCredentials {
    /// Whether a token can be asked for with these settings.
    ///
    /// # Errors
    /// Names the setting that cannot be used.
    pub fn check(&self) -> Result<(), Refusal> {
        const TOKEN_URL_HINT: &str = "For example https://login.example.com/oauth/token";
        let url = checked_url("authorization.token_url", &self.token_url, TOKEN_URL_HINT)?;
        if url.scheme() != "https" && !(url.scheme() == "http" && is_loopback(&url)) {
            let detail = "a token is only fetched over https, or over http from this computer";
            return Err(Refusal::new("authorization.token_url", detail, TOKEN_URL_HINT));
        }
        check_name("authorization.client_id", &self.client_id)?;
        if self.scopes.len() > SCOPES_MAX {
            let detail = format!("at most {SCOPES_MAX} scopes can be asked for");
            return Err(Refusal::new("authorization.scopes", detail, "Remove some."));
        }
        for scope in &self.scopes {
            check_scope(scope)?;
        }
        self.audience.as_deref().map_or(Ok(()), |audience| check_name("authorization.audience", audience))
    }
}

/// A user name as RFC 7617 §2 allows it: a colon would end it early.
pub(super) fn check_username(field: &'static str, username: &str) -> Result<(), Refusal> {
    if username.contains(':') {
        return Err(Refusal::new(field, "a user name has no colon", "Only the password may hold colons."));
    }
    check_name(field, username)
}

fn check_name(field: &'static str, name: &str) -> Result<(), Refusal> {
    if name.is_empty() || name.chars().count() > NAME_CHARACTERS_MAX || name.chars().any(char::is_control) {
        let detail = format!("this has 1 to {NAME_CHARACTERS_MAX} characters and no line breaks");
        return Err(Refusal::new(field, detail, "Copy it from the service that gave it to you."));
    }
    Ok(())
}

/// A scope's characters, by RFC 6749 §3.3.
fn check_scope(scope: &str) -> Result<(), Refusal> {
    let is_allowed = |byte: u8| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
    if scope.is_empty() || scope.len() > NAME_CHARACTERS_MAX || !scope.bytes().all(is_allowed) {
        let detail = format!("`{}` is no scope", scope.escape_debug());
        let hint = "Give each scope for itself: no spaces, quotation marks or backslashes.";
        return Err(Refusal::new("authorization.scopes", detail, hint));
    }
    Ok(())
}

/// A name of a header field (RFC 9110 §5.1) that nothing else sets.
fn check_header(header: &str) -> Result<(), Refusal> {
    const FIELD: &str = "authorization.header";
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if header.is_empty() || header.len() > 100 || !header.bytes().all(is_token) {
        let detail = format!("`{}` is no header name", header.escape_debug());
        return Err(Refusal::new(FIELD, detail, "Use letters, digits and `-`, for example X-Api-Key."));
    }
    let name = header.to_ascii_lowercase();
    if SET_BY_DELIVERY.contains(&name.as_str())
        || SET_BY_DELIVERY_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
    {
        let detail = format!("`{header}` is set by the delivery itself");
        return Err(Refusal::new(FIELD, detail, "Use another header, for example X-Api-Key."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(token_url: &str) -> ClientCredentials {
        ClientCredentials {
            token_url: token_url.to_owned(),
            client_id: "tackle".to_owned(),
            scopes: vec!["orders:write".to_owned()],
            audience: None,
            client_authentication: ClientAuthentication::Header,
        }
    }

    fn refused(authorization: &Authorization) -> Option<&'static str> {
        authorization.check().err().map(|refusal| refusal.field)
    }

    #[test]
    fn a_header_is_refused_when_it_is_no_name_or_not_free() {
        let check = |header: &str| refused(&Authorization::ApiKey { header: header.to_owned() });
        for free in ["X-Api-Key", "authorization", "Ocp-Apim-Subscription-Key"] {
            assert_eq!(check(free), None, "{free}");
        }
        let taken = ["Host", "content-length", "TE", "Proxy-Authorization", "webhook-signature", "Tacklebox-Attempt"];
        for header in taken.into_iter().chain(["", "two words", "x:y", "ключ", "a\r\nb"]) {
            assert_eq!(check(header), Some("authorization.header"), "{header:?}");
        }
    }

    #[test]
    fn a_token_is_fetched_over_https_or_from_this_computer() {
        let check = |url: &str| refused(&Authorization::OAuth2ClientCredentials(client(url)));
        let kept_in = ["https://login.example/token?tenant=7", "http://127.0.0.1:8080/token", "http://[::1]/t"];
        for url in kept_in.into_iter().chain(["http://localhost:3000/t", "http://auth.localhost/t"]) {
            assert_eq!(check(url), None, "{url}");
        }
        let let_out = ["http://login.example/token", "http://10.0.0.1/t", "http://localhost.example/t"];
        let broken = ["ftp://localhost/t", "/token", "https://ada:pw@login.example/t", "https://login.example/t#x"];
        for url in let_out.into_iter().chain(broken) {
            assert_eq!(check(url), Some("authorization.token_url"), "{url}");
        }
    }

    #[test]
    fn names_and_scopes_are_checked() {
        let basic = |username: &str| refused(&Authorization::Basic { username: username.to_owned() });
        assert_eq!((basic("ada"), basic("a:b"), basic("")), {
            let refused = Some("authorization.username");
            (None, refused, refused)
        });
        let with = |change: fn(&mut ClientCredentials)| {
            let mut client = client("https://login.example/token");
            change(&mut client);
            refused(&Authorization::OAuth2ClientCredentials(client))
        };
        assert_eq!(with(|client| client.client_id.clear()), Some("authorization.client_id"));
        assert_eq!(with(|client| client.scopes.push("a b".to_owned())), Some("authorization.scopes"));
        assert_eq!(with(|client| client.scopes = vec!["a".to_owned(); 51]), Some("authorization.scopes"));
        assert_eq!(with(|client| client.audience = Some("line\nbreak".to_owned())), Some("authorization.audience"));
    }

    #[test]
    fn a_password_in_an_address_is_not_repeated() {
        let refusal = client("https://ada:hunter2@login.example/t").check().unwrap_err();
        assert!(!format!("{refusal:?}").contains("hunter2"));
        let refusal = client("https://ada:hunter2@login.exa mple/t").check().unwrap_err();
        assert!(!format!("{refusal:?}").contains("hunter2"));
    }

    #[test]
    fn the_serialized_form_stays_and_unknown_settings_are_refused() {
        let forms = [
            (Authorization::None, r#"{"kind":"none"}"#),
            (Authorization::Basic { username: "ada".to_owned() }, r#"{"kind":"basic","username":"ada"}"#),
            (Authorization::Bearer, r#"{"kind":"bearer"}"#),
            (Authorization::ApiKey { header: "X-Key".to_owned() }, r#"{"kind":"api_key","header":"X-Key"}"#),
            (
                Authorization::OAuth2ClientCredentials(client("https://login.example/token")),
                r#"{"kind":"oauth2_client_credentials","token_url":"https://login.example/token","client_id":"tackle","scopes":["orders:write"],"audience":null,"client_authentication":"header"}"#,
            ),
        ];
        for (authorization, form) in forms {
            assert_eq!(serde_json::to_string(&authorization).unwrap(), form);
            assert_eq!(serde_json::from_str::<Authorization>(form).unwrap(), authorization);
            let unknown = form.replacen('{', r#"{"password":"hunter2","#, 1);
            assert!(serde_json::from_str::<Authorization>(&unknown).is_err(), "{unknown}");
        }
    }
}
