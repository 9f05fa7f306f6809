//! Mock destinations at work: the receiver hands over what came to `/mock/{name}`, and is told what to do.
//!
//! ```text
//! receiver ──MockCall──▶ Mocks ── Mock::decide (pure) ──▶ log ──▶ wait ──▶ MockReaction ──▶ receiver
//! ```
//!
//! Promises: requests of one mock are decided one after the other, in the order of their arrival, so a sequence gives
//! every answer once however many senders there are; at most [`IN_FLIGHT_MAX`] requests are held at a time over all
//! mocks, so that those that wait or hang leave connections for the sources; of each mock the newest
//! [`MOCK_REQUESTS_KEPT`] requests are kept with their exact header fields and the begin of their bodies.
//!
//! The log and the places in sequences are in memory, and gone after a restart: what comes to a mock is an experiment,
//! what we deliver to one is kept with its attempts anyway, and writing each request would take its turn in the same
//! group commits that captures wait for. Rules are configuration and kept in the store. When they change, sequences
//! begin anew.

mod log;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use domain::mock::{DELAY_MS_MAX, MockAct, MockBody, MockDecision, MockReply, MockRequest, MockRule};
use domain::{Headers, Mock, Payload};
use tokio::sync::Semaphore;

use crate::changes::{Change, Changes};
use crate::clock::Clock;
use crate::configuration::{Configuration, ConfigurationError};
use crate::entropy::Entropy;

use log::Log;
pub use log::{LoggedRequest, REQUESTS_KEPT as MOCK_REQUESTS_KEPT};

/// Requests that are held at a time, over all mocks.
pub const IN_FLIGHT_MAX: usize = 128;

/// Mock destinations at work.
pub struct Mocks {
    pub(crate) configuration: Arc<Configuration>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) changes: Changes,
    places: Semaphore,
    states: Mutex<HashMap<String, State>>,
}

/// What a mock remembers of its requests.
#[derive(Default)]
struct State {
    /// The rules that were counted for.
    rules: Vec<MockRule>,
    /// How many requests each of them answered.
    answered: Vec<u64>,
    log: Log,
}

/// A request to a mock.
#[derive(Debug, Clone)]
pub struct MockCall {
    /// `POST`.
    pub method: String,
    /// The request target.
    pub path_and_query: String,
    /// What stands behind `/mock/{name}`, without the query.
    pub rest: String,
    /// `HTTP/1.1`.
    pub http_version: String,
    /// Who sent it.
    pub peer: Option<String>,
    /// The header fields as they stood on the wire.
    pub headers: Headers,
    /// The body.
    pub body: Bytes,
}

/// What the receiver is to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MockReaction {
    /// Answer.
    Reply(MockReplyBytes),
    /// Promise so many bytes more than the body has, send the body, and close.
    Partial(MockReplyBytes, u32),
    /// Close without an answer.
    Drop,
    /// Reset the connection.
    Reset,
    /// Say that too much is held already.
    Busy,
}

/// An answer with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MockReplyBytes {
    /// The status.
    pub status: u16,
    /// Header fields in their order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
}

impl Mocks {
    /// Mocks as configured.
    pub(crate) fn new(
        configuration: Arc<Configuration>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        changes: Changes,
    ) -> Self {
        let places = Semaphore::new(IN_FLIGHT_MAX);
        Self { configuration, clock, entropy, changes, places, states: Mutex::default() }
    }

    /// One request that came to a mock, as long as it is kept.
    pub fn request(&self, name: &str, number: u64) -> Option<Arc<LoggedRequest>> {
        self.requests(name).ok()?.into_iter().find(|request| request.number == number)
    }

    /// Takes a request, and says what to do when it is time. `None` when there is no such mock.
    pub async fn react(&self, name: &str, call: MockCall) -> Option<MockReaction> {
        let mock = self.configuration.snapshot().mock_at(name).cloned()?;
        let Ok(_place) = self.places.try_acquire() else { return Some(MockReaction::Busy) };
        let body = call.body.clone();
        let decision = self.decide(&mock, call);
        self.changes.mark(Change::Mocks);
        if decision.delay_ms > 0 {
            self.wait(decision.delay_ms).await;
        }
        let bytes = |reply: MockReply| MockReplyBytes {
            status: reply.status,
            headers: reply.headers,
            body: match reply.body {
                MockBody::Text(text) => Bytes::from(text),
                MockBody::Echo => body,
            },
        };
        Some(match decision.act {
            MockAct::Reply(reply) => MockReaction::Reply(bytes(reply)),
            MockAct::Partial { reply, missing_bytes } => MockReaction::Partial(bytes(reply), missing_bytes),
            MockAct::Drop => MockReaction::Drop,
            MockAct::Reset => MockReaction::Reset,
            MockAct::Hang => {
                self.wait(DELAY_MS_MAX).await;
                MockReaction::Drop
            }
        })
    }

    /// What came to a mock, newest first.
    ///
    /// # Errors
    /// When there is no such mock.
    pub fn requests(&self, name: &str) -> Result<Vec<Arc<LoggedRequest>>, ConfigurationError> {
        self.configuration.snapshot().mock(name)?;
        Ok(self.states().get(name).map(|state| state.log.newest_first()).unwrap_or_default())
    }

    /// How many requests came to a mock since its log was emptied.
    pub fn request_count(&self, name: &str) -> u64 {
        self.states().get(name).map_or(0, |state| state.log.count())
    }

    /// Forgets what came to a mock.
    ///
    /// # Errors
    /// When there is no such mock.
    pub fn clear_requests(&self, name: &str) -> Result<(), ConfigurationError> {
        self.configuration.snapshot().mock(name)?;
        if let Some(state) = self.states().get_mut(name) {
            state.log = Log::default();
        }
        self.changes.mark(Change::Mocks);
        Ok(())
    }

    /// Begins the sequences of a mock anew.
    ///
    /// # Errors
    /// When there is no such mock.
    pub fn restart(&self, name: &str) -> Result<(), ConfigurationError> {
        self.configuration.snapshot().mock(name)?;
        if let Some(state) = self.states().get_mut(name) {
            state.answered.fill(0);
        }
        self.changes.mark(Change::Mocks);
        Ok(())
    }

    /// Deletes a mock with what came to it.
    ///
    /// # Errors
    /// When it is unknown, or the store cannot be written.
    pub async fn delete(&self, name: &str) -> Result<(), ConfigurationError> {
        self.configuration.delete_mock(name).await?;
        self.states().remove(name);
        Ok(())
    }

    fn decide(&self, mock: &Mock, call: MockCall) -> MockDecision {
        let payload = Payload::new(&call.body);
        let request = MockRequest { method: &call.method, rest: &call.rest, headers: &call.headers, payload: &payload };
        let mut states = self.states();
        let state = states.entry(mock.name.clone()).or_default();
        if state.rules != mock.rules {
            state.rules.clone_from(&mock.rules);
            state.answered = vec![0; mock.rules.len()];
        }
        let decision = mock.decide(&request, &state.answered, || self.entropy.roll());
        if let Some(answered) = decision.rule.and_then(|place| state.answered.get_mut(place)) {
            *answered += 1;
        }
        state.log.add(self.clock.now(), &call, &decision);
        decision
    }

    async fn wait(&self, delay_ms: u64) {
        self.clock.sleep_until(self.clock.now().after(Duration::from_millis(delay_ms))).await;
    }

    fn states(&self) -> std::sync::MutexGuard<'_, HashMap<String, State>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
