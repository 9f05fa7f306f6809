//! What the engine needs from a database: traits, row types, and the suite that every database must pass.
//!
//! A [`Store`] keeps [`Events`], [`Deliveries`], [`Replays`] and the [`Configuration`], reads the [`Timeline`] and
//! [`FiguresOverTime`], lets go of the past ([`Retention`]), and keeps what is known of the kinds of events ([`Catalog`]) and what belongs to the
//! [`Lab`], groups what failed alike ([`Issues`]), and lists what gave up ([`DeadLetters`]). Promises that hold for every implementation, and that [`conformance`] checks:
//!
//! - What a call answered `Ok` for is durable: it survives a crash of the process and of the machine.
//! - One verb for each arrow of a delivery's lifecycle. Two callers that race for one arrow get one [`Moved::Done`];
//!   the other gets [`Moved::Lost`], which is normal and no error.
//! - A body comes back byte for byte, or as [`StoreError::CorruptBody`]; never as other bytes.
//! - No clock is read and no id is made: `now` and ids are parameters.
//!
//! Not promised: that two calls of one caller are one transaction. Each verb is.

mod catalog;
mod configuration;
pub mod conformance;
mod dead_letters;
mod deliveries;
mod error;
mod events;
mod figures;
mod issues;
mod lab;
mod replays;
mod retention;
mod timeline;

pub use catalog::{
    Adopted, Catalog, CatalogType, Finding, LearnableEvent, LearningStep, LearntType, Origin, Resolution,
    SchemaVersion, TriggeredRow, TypeKey,
};
pub use configuration::{Configuration, SealedSecret, SecretOwner, SecretPurpose, StoredProvider};
pub use dead_letters::{DeadLetterFilter, DeadLetterGroup, DeadLetterGroups, DeadLetters, Discard, Discarded};
pub use deliveries::{
    Amended, Amendment, AttemptRow, Conclusion, Deliveries, DeliveryFilter, DeliveryRoute, Due, Moved, Run, Sequence,
};
pub use error::StoreError;
pub use events::{Capture, Captured, EventFilter, EventRow, EventTypeCount, Events, IdempotencyKey};
pub use figures::{FiguresBucket, FiguresOf, FiguresOverTime, HourlyFigures};
pub use issues::{FailedDelivery, IssueCounts, IssueRow, IssueStep, Issues};
pub use lab::Lab;
pub use replays::{ReplayCandidate, ReplayStep, Replays};
pub use retention::{Prune, Pruned, Retention};
pub use timeline::{
    Landmarks, Stage, StageCounts, Stretch, Tally, TallyBucket, Timeline, TimelineFilter, TimelineRow, first_uuid_at,
};

/// A place in a list that is ordered by id, newest first: everything before it is still to come.
pub type Cursor = uuid::Uuid;

/// Everything the engine needs from a database.
#[async_trait::async_trait]
pub trait Store:
    Events
    + Deliveries
    + Configuration
    + Timeline
    + FiguresOverTime
    + Replays
    + Retention
    + Catalog
    + Lab
    + Issues
    + DeadLetters
{
    /// Waits until what was asked for is durable, and lets go of the files or connections.
    async fn close(&self);
}
