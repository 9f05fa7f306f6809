//! Explains why a delivery failed: what happened, since when, what changed against the last success, what is the likely
//! cause, and what can be done about it here.
//!
//! ```text
//! store, configuration ──facts──▶ Facts ──failure──▶ FailureKind ──┬──sentence──▶ what happened
//!                                                                 ├──changed───▶ what is different from the last success
//!                                                                 ├──causes────▶ likely causes, each with its evidence
//!                                                                 └──remedies──▶ what can be done here
//! ```
//! Everything behind the facts is a function of them alone, so that each sentence can be tested with facts made by hand.
//! Nothing is sent: whoever wants to know how the destination is now probes it. Reading costs one page of the
//! destination's deliveries and a few rows by key, however long the history is.

mod answer;
mod causes;
mod certificate;
mod changed;
mod facts;
mod failure;
mod listening;
mod remedies;
mod sentence;

use domain::Timestamp;
use domain::id::{DeliveryId, EventId, IssueId};
use store::{Store, StoreError};
use words::Phrase;

use crate::configuration::Configuration;

pub use changed::{Changed, ChangedPart};
pub use failure::FailureKind;
pub use remedies::Remedy;

/// Why a delivery failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What kind of failure it is.
    pub kind: FailureKind,
    /// What happened, as one sentence.
    pub sentence: Phrase,
    /// The error in the destination's own words, when its answer has one: `TypeError: x is undefined`.
    pub error: Option<String>,
    /// Since when it fails like this.
    pub since: Since,
    /// What is different from the last success of the same kind of event; empty when there was none, or nothing is.
    pub changes: Vec<Changed>,
    /// Values of the payload that differ without differing in type: what one expects of two events.
    pub other_values: usize,
    /// Likely causes, the likeliest first.
    pub causes: Vec<Cause>,
    /// What can be done here, the most promising first.
    pub remedies: Vec<Remedy>,
}

/// Since when something fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// The first failure like this.
    pub at: Timestamp,
    /// Deliveries that failed like this.
    pub deliveries: u64,
    /// The issue that they are.
    pub issue_id: Option<IssueId>,
    /// The last success at the same destination before this delivery.
    pub last_success: Option<LastSuccess>,
    /// When the destination took a later delivery: it is well again.
    pub recovered_at: Option<Timestamp>,
}

/// The last success before a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastSuccess {
    /// The delivery that was taken.
    pub delivery_id: DeliveryId,
    /// Its event.
    pub event_id: EventId,
    /// When it was taken.
    pub at: Timestamp,
    /// How many deliveries to the destination lie between; `None` when more than were looked at.
    pub deliveries_ago: Option<u64>,
}

/// A likely cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The machine word: `other_port`.
    pub code: &'static str,
    /// What it is, as one sentence.
    pub title: Phrase,
    /// What speaks for it.
    pub evidence: Vec<Evidence>,
    /// Something speaks for it; otherwise it is only how such failures often come about.
    pub is_likely: bool,
}

/// What speaks for a cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// One sentence.
    pub text: Phrase,
    /// When that was, where it was at a time.
    pub at: Option<Timestamp>,
}

/// A program that listens on this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListeningProgram {
    /// The port.
    pub port: u16,
    /// Its name, where the system tells.
    pub name: Option<String>,
}

/// Explains why a delivery failed. `None` when there is no such delivery, or nothing about it failed.
///
/// `listening` are the programs that listen on this computer, for what was meant for one of them.
///
/// # Errors
/// When the store cannot be read.
pub async fn explain(
    store: &dyn Store,
    configuration: &Configuration,
    listening: &[ListeningProgram],
    id: DeliveryId,
    now: Timestamp,
) -> Result<Option<Explanation>, StoreError> {
    let Some(facts) = facts::read(store, configuration, listening, id, now).await? else { return Ok(None) };
    Ok(explanation_of(&facts))
}

fn explanation_of(facts: &facts::Facts) -> Option<Explanation> {
    let kind = failure::kind_of(facts)?;
    let changed = changed::changed(facts);
    Some(Explanation {
        kind,
        sentence: sentence::sentence(kind, facts),
        error: facts.answer.gist(),
        since: facts.since(),
        causes: causes::causes(kind, facts, &changed),
        remedies: remedies::remedies(kind, facts),
        other_values: facts.other_values(),
        changes: changed,
    })
}

impl Evidence {
    const fn of(text: Phrase) -> Self {
        Self { text, at: None }
    }

    const fn at(text: Phrase, at: Timestamp) -> Self {
        Self { text, at: Some(at) }
    }
}
