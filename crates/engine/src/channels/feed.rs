//! One connection to a channel after the other.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use eventsource_stream::Eventsource;
use futures_util::{Stream, StreamExt, stream};
use reqwest::Client;

use super::relayed::{Relay, read};
use super::{ChannelState, ChannelStatus};
use crate::changes::{Change, Changes};
use crate::clock::Clock;
use crate::egress;
use crate::entropy::Entropy;
use crate::intake::{Intake, IntakeAnswer};

/// The first rest after a failure; each further one is twice as long.
const FIRST_REST: Duration = Duration::from_millis(500);
/// The longest rest.
const LONGEST_REST: Duration = Duration::from_secs(30);
/// Without a byte for so long, the connection is taken for dead: smee.io sends a ping every half minute.
const SILENCE_MAX: Duration = Duration::from_secs(120);
/// Largest event of a channel: the largest body as base64, and room for its header fields.
const EVENT_BYTES_MAX: usize = crate::intake::BODY_BYTES_MAX / 3 * 4 + 256 * 1024;
/// The wait before the store is asked again.
const INTAKE_WAIT: Duration = Duration::from_secs(1);

/// Takes what a channel hands over.
pub struct Feed {
    pub(super) client: Client,
    pub(super) url: String,
    /// Where it comes in.
    pub(super) slug: String,
    pub(super) intake: Arc<Intake>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Arc<dyn Entropy>,
    pub(super) changes: Changes,
    pub(super) status: Arc<Mutex<ChannelStatus>>,
}

impl Feed {
    /// Connects again and again, until it is dropped.
    pub async fn run(self) {
        let mut rest = FIRST_REST;
        let mut last_id = String::new();
        loop {
            let received = self.received();
            let problem = match self.connect(&last_id).await {
                Ok(response) => {
                    self.turn(ChannelState::Connected, None);
                    self.take_all(response, &mut last_id).await
                }
                Err(problem) => problem,
            };
            if self.received() > received {
                rest = FIRST_REST;
            }
            self.turn(ChannelState::Waiting, Some(problem));
            // Not all at once when a channel comes back.
            let spread = rest.mul_f64(0.5 + self.entropy.roll() / 2.0);
            self.clock.sleep_until(self.clock.now().after(spread)).await;
            rest = (rest * 2).min(LONGEST_REST);
            self.turn(ChannelState::Connecting, None);
        }
    }

    async fn connect(&self, last_id: &str) -> Result<reqwest::Response, String> {
        let mut request = self.client.get(&self.url).header("accept", "text/event-stream");
        if !last_id.is_empty() {
            request = request.header("last-event-id", last_id);
        }
        let answer = tokio::time::timeout(SILENCE_MAX, request.send()).await;
        let answer = answer.map_err(|_| "The channel did not answer.".to_owned())?;
        let answer =
            answer.map_err(|error| format!("The channel cannot be reached: {}.", egress::detail_of(&error)))?;
        let media_type = answer.headers().get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !answer.status().is_success() {
            return Err(format!("The channel answered {}.", answer.status().as_u16()));
        }
        if !media_type.is_some_and(|media_type| media_type.starts_with("text/event-stream")) {
            return Err("The address answers, but is no channel: it sends no server-sent events.".to_owned());
        }
        Ok(answer)
    }

    /// Takes events until the connection ends, and says why it did.
    async fn take_all(&self, response: reqwest::Response, last_id: &mut String) -> String {
        let pending = Arc::new(AtomicUsize::new(0));
        let events = pieces(response, pending.clone()).eventsource();
        tokio::pin!(events);
        loop {
            let event = match events.next().await {
                None => return "The channel ended the connection.".to_owned(),
                Some(Err(error)) => return format!("The connection to the channel failed: {error}."),
                Some(Ok(event)) => event,
            };
            pending.store(0, Ordering::Relaxed);
            if !event.id.is_empty() {
                last_id.clone_from(&event.id);
            }
            if let Some((request, is_exact)) = read(&event.event, &event.data, &self.url, &self.slug) {
                // A channel does not send again, so its event waits here.
                while let IntakeAnswer::Unavailable | IntakeAnswer::Paused { .. } =
                    self.intake.receive(&self.slug, request.clone()).await
                {
                    self.clock.sleep_until(self.clock.now().after(INTAKE_WAIT)).await;
                }
                let mut status = self.status.lock().unwrap_or_else(PoisonError::into_inner);
                status.received += 1;
                status.is_exact = Some(is_exact);
                self.changes.mark(Change::Channels);
            }
        }
    }

    fn received(&self) -> u64 {
        self.status.lock().unwrap_or_else(PoisonError::into_inner).received
    }

    fn turn(&self, state: ChannelState, problem: Option<String>) {
        let mut status = self.status.lock().unwrap_or_else(PoisonError::into_inner);
        // While it is tried again, what went wrong stays on show.
        if problem.is_some() || state == ChannelState::Connected {
            status.problem = problem;
        }
        if status.state != state {
            (status.state, status.since) = (state, self.clock.now());
        }
        self.changes.mark(Change::Channels);
    }
}

/// The bytes of an answer, as long as no single event takes too many.
fn pieces(response: reqwest::Response, pending: Arc<AtomicUsize>) -> impl Stream<Item = Result<bytes::Bytes, String>> {
    stream::unfold(Some(response), move |response| {
        let pending = pending.clone();
        async move {
            let mut response = response?;
            let piece = match tokio::time::timeout(SILENCE_MAX, response.chunk()).await {
                Err(_) => Err("nothing came for two minutes".to_owned()),
                Ok(Err(error)) => Err(egress::detail_of(&error)),
                Ok(Ok(None)) => return None,
                Ok(Ok(Some(piece))) => {
                    let held = pending.fetch_add(piece.len(), Ordering::Relaxed) + piece.len();
                    if held > EVENT_BYTES_MAX { Err("an event of it is too large".to_owned()) } else { Ok(piece) }
                }
            };
            let next = piece.is_ok().then_some(response);
            Some((piece, next))
        }
    })
}

impl Relay {
    /// What is added to the explanation of a signature that does not match.
    pub const NOT_EXACT: &str = " The channel handed over a parsed body, so its bytes may not be the sender's, and a \
                                 right signature cannot be told from a wrong one.";
}
