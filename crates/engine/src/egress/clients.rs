//! The HTTP clients: one pair for each way to connect. Connections are never shared between ways.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::ErrorClass;
use reqwest::{Client, Proxy, redirect};
use rustls::ClientConfig;

use super::access::{Access, ContentKey, Credential};
use super::recently_used::RecentlyUsed;
use super::timing::{Resolver, TraceLayer};
use super::{CONNECT_TIMEOUT, EgressError, tls};

/// How long an unused connection is kept.
const IDLE_TIMEOUT: Duration = Duration::from_secs(15);
/// Ways to connect whose clients are kept.
const WAYS_MAX: usize = 64;

/// Clients for one way to connect.
#[derive(Clone)]
pub struct Pair {
    /// Keeps connections for later.
    pub pooled: Client,
    /// Makes a new connection for each request.
    pub fresh: Client,
}

/// The clients of all ways to connect that are in use.
pub struct Clients {
    direct: Pair,
    others: Mutex<RecentlyUsed<ContentKey, Pair>>,
}

impl Clients {
    /// Sets up the clients for the default connection.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new() -> Result<Self, EgressError> {
        let direct = Access::default();
        let tls = tls::configuration(direct.connection(), None).map_err(|fault| EgressError(Box::new(fault)))?;
        let direct = pair(&direct, &tls).map_err(|error| EgressError(Box::new(error)))?;
        Ok(Self { direct, others: Mutex::new(RecentlyUsed::new(WAYS_MAX)) })
    }

    /// The clients for a way to connect; made when it is used for the first time, or again after long.
    ///
    /// # Errors
    /// Class and detail of the failure, when the settings or their secrets cannot be used.
    pub fn pair_for(&self, access: &Access) -> Result<Pair, (ErrorClass, String)> {
        let Some(key) = access.connection_key() else { return Ok(self.direct.clone()) };
        if let Some(pair) = self.others.lock().unwrap_or_else(PoisonError::into_inner).get(key) {
            return Ok(pair.clone());
        }
        // Made outside of the lock, since it reads the system's certificates from disk.
        let tls = tls::configuration(access.connection(), access.credentials().client_key_pem.as_ref())
            .map_err(|fault| (ErrorClass::Tls, fault.to_string()))?;
        let made =
            pair(access, &tls).map_err(|error| (ErrorClass::InvalidRequest, super::classify::detail_of(&error)))?;
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pair) = others.get(key) {
            return Ok(pair.clone());
        }
        others.insert(*key, made.clone());
        Ok(made)
    }
}

/// The proxy of a way to connect, when it has one.
///
/// # Errors
/// When its address cannot be used.
pub fn proxy(access: &Access) -> Result<Option<Proxy>, reqwest::Error> {
    let Some(settings) = &access.connection().proxy else { return Ok(None) };
    let proxy = Proxy::all(&settings.url)?;
    let password = access.credentials().proxy_password.as_ref().map_or("", Credential::reveal);
    Ok(Some(match &settings.username {
        Some(username) => proxy.basic_auth(username, password),
        None => proxy,
    }))
}

/// A client for answers that go on and on: no limit for the whole, redirects are for the caller.
///
/// # Errors
/// When TLS cannot be set up.
pub fn feed_client() -> Result<Client, EgressError> {
    let direct = Access::default();
    let tls = tls::configuration(direct.connection(), None).map_err(|fault| EgressError(Box::new(fault)))?;
    Client::builder()
        .redirect(redirect::Policy::none())
        .no_proxy()
        .connect_timeout(CONNECT_TIMEOUT)
        .referer(false)
        .tls_backend_preconfigured(tls)
        .build()
        .map_err(|error| EgressError(Box::new(error)))
}

fn pair(access: &Access, tls: &ClientConfig) -> Result<Pair, reqwest::Error> {
    let proxy = proxy(access)?;
    let client = |idle_per_host: usize| {
        let builder = Client::builder()
            .redirect(redirect::Policy::none())
            .no_proxy()
            .connect_timeout(access.connection().connect_timeout.unwrap_or(CONNECT_TIMEOUT))
            .pool_idle_timeout(IDLE_TIMEOUT)
            .pool_max_idle_per_host(idle_per_host)
            .http1_only()
            .http1_ignore_invalid_headers_in_responses(true)
            .retry(reqwest::retry::never())
            .referer(false)
            .tcp_nodelay(true)
            .dns_resolver(Resolver)
            .connector_layer(TraceLayer)
            .tls_backend_preconfigured(tls.clone());
        match &proxy {
            Some(proxy) => builder.proxy(proxy.clone()),
            None => builder,
        }
        .build()
    };
    Ok(Pair { pooled: client(usize::MAX)?, fresh: client(0)? })
}
