//! Sources that are fed by a channel: a server in reach of the sender that passes on what came, as server-sent events.
//!
//! ```text
//! sender ──POST──▶ channel (smee.io, gosmee, …) ──server-sent events──▶ Feed ──▶ RelayedRequest ──▶ Intake, as any other
//! ```
//!
//! Who takes part: one supervisor, woken when sources change, and one [`Feed`](feed::Feed) for each source with a channel.
//!
//! Guaranteed: what a channel handed over is captured before the next is read, however often the store must be asked;
//! a feed that ends is begun again, with growing rests. Not guaranteed: anything about what came while no feed was
//! connected, because such channels keep nothing; nor exact bytes, where the channel hands over a parsed body. Then the
//! event says so, and a signature that does not match proves nothing.

mod feed;
mod relayed;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::Timestamp;
use domain::id::SourceId;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::changes::{Change, Changes, Topic};
use crate::clock::Clock;
use crate::configuration::Configuration;
use crate::egress::{self, EgressError};
use crate::entropy::Entropy;
use crate::intake::Intake;
use feed::Feed;

pub use relayed::Relay;

/// Longest time for a new channel to be made.
const NEW_TIMEOUT: Duration = Duration::from_secs(10);

/// Sources that are fed by channels.
pub struct Channels {
    pub(crate) intake: Arc<Intake>,
    pub(crate) configuration: Arc<Configuration>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) changes: Changes,
    pub(crate) background: TaskTracker,
    pub(crate) stopping: CancellationToken,
    pub(crate) feeds: Mutex<HashMap<SourceId, Running>>,
}

/// A feed that was begun.
pub(crate) struct Running {
    url: String,
    ending: CancellationToken,
    status: Arc<Mutex<ChannelStatus>>,
}

/// How the channel of a source is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelStatus {
    /// Whether it is connected.
    pub state: ChannelState,
    /// Since when.
    pub since: Timestamp,
    /// Why it is not, in one sentence.
    pub problem: Option<String>,
    /// Requests that it handed over since the program began.
    pub received: u64,
    /// Whether the newest of them came with its exact bytes.
    pub is_exact: Option<bool>,
}

/// Whether a channel is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChannelState {
    /// It is being connected.
    Connecting,
    /// It hands over what comes.
    Connected,
    /// It failed, and is tried again soon.
    Waiting,
}

/// Why no channel was made.
#[derive(Debug, thiserror::Error)]
pub enum NewChannelError {
    /// The address is none.
    #[error("`{0}` is no web address")]
    Url(String),
    /// The server did not answer as it should.
    #[error("{server} made no channel: {reason}")]
    Server {
        /// Who was asked.
        server: String,
        /// What it did.
        reason: String,
    },
}

impl Channels {
    /// Begins and ends feeds as sources are configured, until the engine stops.
    pub(crate) async fn run(self: Arc<Self>) {
        let client = match egress::feed_client() {
            Ok(client) => client,
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "no channel can be fed from");
                return;
            }
        };
        let mut notices = self.changes.subscribe();
        loop {
            let notice = tokio::select! {
                notice = notices.next() => notice,
                () = self.stopping.cancelled() => return,
            };
            match notice {
                None => return,
                Some(notice) if !notice.stale.contains(&Topic::Sources) => {}
                Some(_) => self.reconcile(&client),
            }
        }
    }

    /// How the channel of a source is; `None` when it has none, or was not begun yet.
    pub fn status(&self, source_id: SourceId) -> Option<ChannelStatus> {
        let feeds = self.feeds();
        feeds.get(&source_id).map(|running| running.status.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// Asks a server for a new channel: it answers `GET /new` with a redirect to it, as smee.io does.
    ///
    /// # Errors
    /// When it cannot be reached, or does not answer so.
    pub async fn new_channel(&self, server: &str) -> Result<String, NewChannelError> {
        let address = url::Url::parse(server).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let address = address.ok_or_else(|| NewChannelError::Url(server.to_owned()))?;
        let failed = |reason: String| NewChannelError::Server { server: address.to_string(), reason };
        let new = address.join("new").map_err(|error| failed(error.to_string()))?;
        let client = egress::feed_client().map_err(|error: EgressError| failed(error.to_string()))?;
        let answer = client.get(new.clone()).timeout(NEW_TIMEOUT).send().await;
        let answer = answer.map_err(|error| failed(egress::detail_of(&error)))?;
        let location = answer.headers().get(http::header::LOCATION).and_then(|value| value.to_str().ok());
        let Some(location) = location.filter(|_| answer.status().is_redirection()) else {
            return Err(failed(format!("it answered {} instead of a redirect", answer.status().as_u16())));
        };
        Ok(new.join(location).map_err(|error| failed(error.to_string()))?.to_string())
    }

    fn reconcile(&self, client: &reqwest::Client) {
        let snapshot = self.configuration.snapshot();
        let wanted: HashMap<SourceId, (&str, &str)> = snapshot
            .sources()
            .iter()
            .filter_map(|entry| {
                let source = &entry.source;
                Some((source.id, (source.channel_url.as_deref()?, source.slug.as_str())))
            })
            .collect();
        let mut feeds = self.feeds();
        feeds.retain(|id, running| {
            let is_wanted = wanted.get(id).is_some_and(|(url, _)| *url == running.url);
            if !is_wanted {
                running.ending.cancel();
            }
            is_wanted
        });
        for (id, (url, slug)) in wanted {
            feeds.entry(id).or_insert_with(|| self.begin(client.clone(), url.to_owned(), slug.to_owned()));
        }
        self.changes.mark(Change::Channels);
    }

    fn begin(&self, client: reqwest::Client, url: String, slug: String) -> Running {
        let status = Arc::new(Mutex::new(ChannelStatus {
            state: ChannelState::Connecting,
            since: self.clock.now(),
            problem: None,
            received: 0,
            is_exact: None,
        }));
        let running = Running { url: url.clone(), ending: self.stopping.child_token(), status: status.clone() };
        let feed = Feed {
            client,
            url,
            slug,
            intake: self.intake.clone(),
            clock: self.clock.clone(),
            entropy: self.entropy.clone(),
            changes: self.changes.clone(),
            status,
        };
        let ending = running.ending.clone();
        self.background.spawn(async move {
            tokio::select! {
                () = feed.run() => {}
                () = ending.cancelled() => {}
            }
        });
        running
    }

    fn feeds(&self) -> MutexGuard<'_, HashMap<SourceId, Running>> {
        self.feeds.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
