//! Bodies that are open for reading: read from the store and indexed once, however many windows of them are asked for.
//!
//! At most [`BYTES_MAX`] of them are kept, the longest unused going first (a single one may be larger), and none that
//! nobody looked at for a minute. They are opened one after the other, so that the memory that opening takes is taken once.

use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use body::OpenBody;
use bytes::Bytes;
use domain::Timestamp;
use domain::id::{AttemptId, EventId};
use store::{Store, StoreError};
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::loose::{LooseName, LoosePayloads};
use crate::mocks::{LoggedRequest, Mocks};

/// Bytes of opened bodies that are kept, indexes included.
pub const BYTES_MAX: usize = 256 * 1024 * 1024;
/// How long one is kept that nobody looks at.
const KEPT_FOR: Duration = Duration::from_secs(60);
/// Opening a larger one would hold up the other tasks of a thread.
const BLOCKING_FROM_BYTES: usize = 64 * 1024;

/// Which body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyName {
    /// What came with an event.
    Event(EventId),
    /// What an attempt sent: the event's, unless its transform made another.
    Request(AttemptId),
    /// The kept answer to an attempt.
    Response(AttemptId),
    /// What came to a mock.
    Mock {
        /// The mock.
        name: String,
        /// The request's number.
        number: u64,
        /// When it came: numbers begin anew when a log is emptied.
        received_at: Timestamp,
    },
    /// One that belongs to no event.
    Loose(LooseName),
}

/// Bodies that are open for reading.
pub struct Bodies {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) mocks: Arc<Mocks>,
    pub(crate) loose: LoosePayloads,
    pub(crate) stopping: CancellationToken,
    pub(crate) kept: Mutex<Vec<Kept>>,
    pub(crate) opening: tokio::sync::Mutex<()>,
}

/// One that is kept, the last used at the end of the list.
pub(crate) struct Kept {
    name: BodyName,
    charset: Option<String>,
    body: Arc<OpenBody>,
    used_at: Timestamp,
}

impl Bodies {
    /// Opens a body, or finds it open. `charset` is what its media type names. `None` when there is no such body.
    ///
    /// # Errors
    /// When the store cannot be read, or the body is not what was stored.
    pub async fn open(&self, name: &BodyName, charset: Option<&str>) -> Result<Option<Arc<OpenBody>>, StoreError> {
        if let Some(open) = self.found(name, charset) {
            return Ok(Some(open));
        }
        let _turn = self.opening.lock().await;
        if let Some(open) = self.found(name, charset) {
            return Ok(Some(open));
        }
        let Some(exact) = self.read(name).await? else { return Ok(None) };
        let declared = charset.map(str::to_owned);
        let body = if exact.len() < BLOCKING_FROM_BYTES {
            OpenBody::open(exact, charset)
        } else {
            let opened = tokio::task::spawn_blocking(move || OpenBody::open(exact, declared.as_deref())).await;
            opened.map_err(|error| StoreError::Unavailable { attempted: "open a body", source: Box::new(error) })?
        };
        let body = Arc::new(body);
        self.keep(Kept {
            name: name.clone(),
            charset: charset.map(str::to_owned),
            body: body.clone(),
            used_at: self.clock.now(),
        });
        Ok(Some(body))
    }

    /// The exact bytes of a body, from the store; one that is only saved is not kept open.
    ///
    /// # Errors
    /// When the store cannot be read, or the body is not what was stored.
    pub async fn read(&self, name: &BodyName) -> Result<Option<Bytes>, StoreError> {
        match name {
            BodyName::Event(id) => self.store.event_body(*id).await,
            BodyName::Request(id) => match self.store.request_body(*id).await? {
                Some(own) => Ok(Some(own)),
                None => self.body_of_event_of(*id).await,
            },
            BodyName::Response(id) => self.store.response_body(*id).await,
            BodyName::Mock { .. } => Ok(self.mock_request(name).map(|request| request.body.clone())),
            BodyName::Loose(name) => Ok(self.loose.get(*name).map(|payload| payload.bytes)),
        }
    }

    /// Payloads that belong to no event.
    pub const fn loose(&self) -> &LoosePayloads {
        &self.loose
    }

    /// The request to a mock that a name means.
    pub(crate) fn mock_request(&self, name: &BodyName) -> Option<Arc<LoggedRequest>> {
        let BodyName::Mock { name, number, received_at } = name else { return None };
        self.mocks.request(name, *number).filter(|request| request.received_at == *received_at)
    }

    async fn body_of_event_of(&self, id: AttemptId) -> Result<Option<Bytes>, StoreError> {
        let Some(attempt) = self.store.attempt(id).await?.filter(|attempt| !attempt.request.has_own_body) else {
            return Ok(None);
        };
        match self.store.delivery(attempt.delivery_id).await? {
            Some(delivery) => self.store.event_body(delivery.event_id).await,
            None => Ok(None),
        }
    }

    /// Lets go of what nobody looks at, until the engine stops.
    pub(crate) async fn run(self: Arc<Self>) {
        loop {
            let next = self.clock.now().after(KEPT_FOR / 2);
            tokio::select! {
                () = self.clock.sleep_until(next) => self.forget_unused(),
                () = self.stopping.cancelled() => return,
            }
        }
    }

    fn forget_unused(&self) {
        let oldest = self.clock.now().before(KEPT_FOR);
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).retain(|kept| kept.used_at > oldest);
    }

    fn found(&self, name: &BodyName, charset: Option<&str>) -> Option<Arc<OpenBody>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let index = kept.iter().position(|kept| kept.name == *name && kept.charset.as_deref() == charset)?;
        let mut found = kept.remove(index);
        found.used_at = self.clock.now();
        let body = found.body.clone();
        kept.push(found);
        Some(body)
    }

    fn keep(&self, new: Kept) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push(new);
        // Indexes grow with their use, so what is kept is weighed anew.
        let mut bytes: usize = kept.iter().map(|kept| kept.body.memory_bytes()).sum();
        while bytes > BYTES_MAX && kept.len() > 1 {
            bytes -= kept.remove(0).body.memory_bytes();
        }
    }
}

const MOCK_PREFIX: &str = "mock:";
const REQUEST_SUFFIX: &str = ":request";

impl fmt::Display for BodyName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(id) => id.fmt(formatter),
            Self::Request(id) => write!(formatter, "{id}{REQUEST_SUFFIX}"),
            Self::Response(id) => id.fmt(formatter),
            Self::Mock { name, number, received_at } => {
                write!(formatter, "{MOCK_PREFIX}{name}:{number}:{}", received_at.unix_ms())
            }
            Self::Loose(name) => name.fmt(formatter),
        }
    }
}

/// The text names no body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a body")]
pub struct NotABodyName;

impl FromStr for BodyName {
    type Err = NotABodyName;

    fn from_str(text: &str) -> Result<Self, NotABodyName> {
        let mock = |rest: &str| {
            let mut parts = rest.split(':');
            let name = parts.next()?.to_owned();
            let number = parts.next()?.parse().ok()?;
            let received_at = Timestamp::from_unix_ms(parts.next()?.parse().ok()?);
            parts.next().is_none().then_some(Self::Mock { name, number, received_at })
        };
        let read = if let Some(rest) = text.strip_prefix(MOCK_PREFIX) {
            mock(rest)
        } else if let Some(attempt) = text.strip_suffix(REQUEST_SUFFIX) {
            attempt.parse().ok().map(Self::Request)
        } else {
            let event = text.parse().ok().map(Self::Event);
            event.or_else(|| text.parse().ok().map(Self::Response)).or_else(|| text.parse().ok().map(Self::Loose))
        };
        read.ok_or(NotABodyName)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for text in [
            "evt_01890000-0000-7000-8000-000000000001",
            "att_01890000-0000-7000-8000-000000000001",
            "att_01890000-0000-7000-8000-000000000001:request",
            "mock:shop:3:1700000000000",
            "loose:000102030405060708090a0b0c0d0e0f",
        ] {
            assert_eq!(text.parse::<BodyName>().map(|name| name.to_string()).as_deref(), Ok(text));
        }
        for text in ["", "dlv_01890000-0000-7000-8000-000000000001", "mock:shop:3", "mock:shop:3:1:2", "att_:request"] {
            assert_eq!(text.parse::<BodyName>(), Err(NotABodyName), "{text}");
        }
    }
}
