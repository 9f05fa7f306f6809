//! The nouns and the rules of Tacklebox, as values and pure functions.
//!
//! An [`Event`] comes in through a [`Source`]; each [`Subscription`] that matches it makes one [`Delivery`] to a
//! [`Destination`]; a delivery is tried by [`Attempt`]s until the [`verdict`] on an [`Outcome`] says it is delivered
//! or a dead letter. What follows from an outcome is decided here and nowhere else, by [`judge`].
//!
//! Nothing here reads a clock, draws a random number, makes an id, waits, or knows SQL and HTTP libraries: `now`, the
//! roll of the dice and ids are parameters, so that every rule can be called in a test with literals.

pub mod access;
pub mod alert;
pub mod attempt;
pub mod breaker;
pub mod bulk_replay;
pub mod deduplication;
pub mod delivery;
pub mod destination;
pub mod event;
pub mod event_type;
pub mod explanation;
pub mod figures;
pub mod filter;
pub mod header;
pub mod id;
pub mod issue;
pub mod lab;
pub mod leaf;
pub mod mock;
pub mod outcome;
pub mod pace;
pub mod payload;
pub mod retry_after;
pub mod retry_schedule;
pub mod saved_view;
pub mod scheme;
pub mod settings;
pub mod source;
pub mod subscription;
pub mod timestamp;
pub mod verdict;
pub mod verification;

pub use access::{Authorization, Connection};
pub use attempt::{Attempt, RequestAsSent, Response};
pub use deduplication::{Deduplication, DeduplicationKey};
pub use delivery::{DeadLetterCause, Delivery, DeliveryState, Lease, Trigger};
pub use destination::{Destination, Health, RateLimit, RateSpan};
pub use event::Event;
pub use event_type::{EventTypeName, EventTypePattern};
pub use figures::{Figures, Latencies};
pub use filter::{Filter, FilterError};
pub use header::{Header, Headers};
pub use id::Id;
pub use issue::Issue;
pub use mock::Mock;
pub use outcome::{ErrorClass, Outcome, Phases};
pub use payload::Payload;
pub use retry_schedule::RetrySchedule;
pub use saved_view::{Grouping, SavedView};
pub use scheme::{HmacSettings, Provider, SchemeName};
pub use settings::Settings;
pub use source::Source;
pub use subscription::{Ordering, OrderingKey, Subscription};
pub use timestamp::Timestamp;
pub use verdict::{Verdict, judge};
pub use verification::{Verification, VerificationVerdict};
