//! Bodies that are open for reading: read from the store and indexed once, however many windows of them are asked for.
//!
//! At most [`BYTES_MAX`] of them are kept, the longest unused going first (a single one may be larger), and none that
//! nobody looked at for a minute. They are opened one after the other, so that the memory that opening takes is taken once.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use body::OpenBody;
use bytes::Bytes;
use domain::Timestamp;
use domain::id::{AttemptId, EventId};
use store::{Store, StoreError};
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::mocks::Mocks;

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
    /// What an attempt sent, when its transform made another than the event's.
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
}

/// Bodies that are open for reading.
pub struct Bodies {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) mocks: Arc<Mocks>,
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
            BodyName::Request(id) => self.store.request_body(*id).await,
            BodyName::Response(id) => self.store.response_body(*id).await,
            BodyName::Mock { name, number, received_at } => {
                let request = self.mocks.request(name, *number);
                Ok(request.filter(|request| request.received_at == *received_at).map(|request| request.body.clone()))
            }
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
