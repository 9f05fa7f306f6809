//! Moves events: receives them, decides where they go, sends them, and tries again until they are there.
//!
//! An [`Engine`] is put together from its parts (a store, a way out, a clock, chance) and started. Then
//!
//! - [`Intake`] takes what the receiver hands it, and answers only when it is durable;
//! - [`Dispatch`](dispatch::Dispatch) makes attempts, in lanes that keep destinations out of each other's way;
//! - [`Replay`] does what people ask of deliveries, [`BulkReplays`] of many at once, [`Retention`] lets go of old ones,
//!   [`TestEvents`] sends test events, [`Triggers`] any payload by hand;
//! - [`Issues`] group what failed alike, [`explain`] says why, [`DeadLetters`] are what gave up;
//! - [`Learning`] learns the shapes of payloads and finds drift, [`EventCatalog`] is what is known of the kinds of events;
//! - [`Channels`] feed sources with what came to a server elsewhere, [`Tunnels`] put the receiver on the internet;
//! - [`Lab`] attacks receivers, [`Mocks`] are destinations that answer as a person says;
//! - [`Imports`] receive what others wrote, [`Exports`] write for others;
//! - [`Bodies`] are open for reading, however large;
//! - a [`Sample`] is what a filter or a transform can be tried on;
//! - [`Configuration`] is what people configured, [`Changes`] says what became stale, [`Alerts`] tells of failures.
//!
//! The engine does not know which database it works on, nor who asks: no axum, no Tauri. Whether and when a delivery is
//! tried again is decided by `domain::judge`; the engine does what it says. No transaction is open while a request to a
//! destination is in flight, since the store has none to hold open.

mod alerts;
mod bodies;
mod body_values;
mod bulk_replays;
mod changes;
mod channels;
mod clock;
mod compare;
mod configuration;
mod dead_letters;
pub mod dispatch;
mod doorbell;
pub mod egress;
mod engine;
mod entropy;
mod event_catalog;
pub mod examination;
mod explanation;
mod exports;
mod idempotency;
mod imports;
mod intake;
mod issues;
mod lab;
mod learning;
mod loose;
mod mocks;
mod probe;
mod provider;
mod provider_trial;
mod replay;
mod retention;
mod routing;
mod scheme;
mod target;
mod test_event;
mod timeline;
mod transforms;
mod trial;
mod trigger;
mod tunnel;
mod vault;

pub use alerts::Alerts;
pub use bodies::{BYTES_MAX as OPEN_BODIES_BYTES_MAX, Bodies, BodyName, NotABodyName};
pub use body;
pub use body_values::{BodyValues, LOOKED_INTO_BYTES_MAX, body_values};
pub use bulk_replays::{BulkReplays, ReplayPlan, ReplayRequest};
pub use catalog::examples;
pub use changes::{Change, Changes, Notice, Notices, Topic};
pub use channels::{ChannelState, ChannelStatus, Channels, NewChannelError, Relay};
pub use clock::{Clock, SystemClock};
pub use compare::{
    Change as PayloadChange, CompareError, Comparison, Comparisons, FirstChange, FirstChangeAsked, HeaderDifference,
    LineDifferences, LineOptions, LinePatternError, LinePatterns, LineRow, LineRowKind, Minded, SideLine,
    StructureOptions,
};
pub use configuration::{
    AccessPatch, CHANGES_KEPT, Configuration, ConfigurationChange, ConfigurationError, ConfiguredDestination,
    ConfiguredSource, DestinationPatch, Did, Edit, EditedPart, KeyRing, NewDestination, NewSavedView, NewSource,
    NewSubscription, SavedViewPatch, SecretShown, Snapshot, SourcePatch, SubscriptionPatch, address_of,
};
pub use dead_letters::{BIN_FOR, DeadLetterFacets, DeadLetters, DiscardedTogether, UNDO_FOR};
pub use diff::{Arrays, ChangeKind, PathPattern};
pub use dispatch::PreparedRequest;
pub use domain::alert::{Alert, AlertKind};
pub use engine::{Engine, EngineParts, StartError};
pub use entropy::{Entropy, SystemEntropy};
pub use event_catalog::{CatalogError, EventCatalog, ImportReport, KnownType};
pub use explanation::{
    Cause, Changed, ChangedPart, Evidence, Explanation, FailureKind, LastSuccess, ListeningProgram, Remedy, Since,
    explain,
};
pub use exports::{Admits, Export, Exports, Selected, Selection};
pub use imports::{ImportError, ImportPreview, ImportRequest, Imported, Imports};
pub use intake::{BODY_BYTES_MAX, Intake, IntakeAnswer, PUBLISHED_BYTES_MAX, Publication, Published, ReceivedRequest};
pub use interchange;
pub use issues::{IssueError, Issues};
pub use lab::{BURST_MAX, Lab, LabError, LabRequest, OVERSIZED_BYTES_MAX, RUNS_AT_A_TIME};
pub use learning::{LAG as LEARNING_LAG, Learning};
pub use loose::{LOOSE_BYTES_MAX, LooseName, LoosePayload, LoosePayloads};
pub use mocks::{LoggedRequest, MOCK_REQUESTS_KEPT, MockCall, MockReaction, MockReplyBytes, Mocks};
pub use probe::{Certificate, Probe, ProbePart, ProbeStep};
pub use provider::Providers;
pub use provider_trial::{ProviderTrial, TriedRequest, tried_event, try_provider};
pub use replay::{Replay, ReplayEdit, ReplayError, WaitingDeliveries};
pub use retention::Retention;
pub use target::Target;
pub use test_event::{DEFAULT_EVENT_TYPE, EVENT_ID_HEADER, TestEventAnswer, TestEvents, sample};
pub use timeline::{BodyCondition, BodyConditionError, FoundRows, TimelineQuery};
pub use transform::{ErrorKind as TransformErrorKind, TransformError};
pub use trial::{Sample, Trial, TrialResult};
pub use trigger::{Answer as TriggeredAnswer, TriggerError, TriggerRequest, Triggered, Triggers};
pub use tunnel::{TunnelError, TunnelProgram, TunnelState, TunnelStatus, Tunnels};
pub use vault::{MasterKey, Vault};
