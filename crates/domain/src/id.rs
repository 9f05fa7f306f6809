//! Typed ids: a UUIDv7 that knows what it names, so that a delivery's id is not taken for an event's.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use uuid::Uuid;

/// A thing that has ids, and the prefix its ids are written with.
pub trait Kind {
    /// Written before the UUID, without the underscore: `evt`.
    const PREFIX: &'static str;
    /// The noun for messages: `event`.
    const NOUN: &'static str;
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $prefix:literal $noun:literal;)*) => {$(
        $(#[$doc])*
        pub enum $name {}
        impl Kind for $name {
            const PREFIX: &'static str = $prefix;
            const NOUN: &'static str = $noun;
        }
    )*};
}

/// What ids can name. One uninhabited type for each, used only as `Id<kind::Event>`.
pub mod kind {
    use super::Kind;
    kinds! {
        /// Names an [`Event`](crate::Event).
        Event "evt" "event";
        /// Names a [`Delivery`](crate::Delivery).
        Delivery "dlv" "delivery";
        /// Names an [`Attempt`](crate::Attempt).
        Attempt "att" "attempt";
        /// Names a [`Source`](crate::Source).
        Source "src" "source";
        /// Names a [`Destination`](crate::Destination).
        Destination "dst" "destination";
        /// Names a [`Subscription`](crate::Subscription).
        Subscription "sub" "subscription";
        /// Names one secret of a source or destination.
        Secret "sec" "secret";
        /// Names a bulk replay.
        Replay "rpl" "replay";
        /// Names a request that was triggered by hand.
        Triggered "trg" "triggered request";
        /// Names a run of the hostile sender.
        LabRun "lab" "run";
        /// Names an [`Issue`](crate::Issue).
        Issue "iss" "issue";
        /// Names dead letters that were discarded together.
        Discard "dsc" "discard";
        /// Names a [`SavedView`](crate::SavedView).
        SavedView "viw" "view";
    }
}

/// The id of an event.
pub type EventId = Id<kind::Event>;
/// The id of a delivery.
pub type DeliveryId = Id<kind::Delivery>;
/// The id of an attempt.
pub type AttemptId = Id<kind::Attempt>;
/// The id of a source.
pub type SourceId = Id<kind::Source>;
/// The id of a bulk replay.
pub type ReplayId = Id<kind::Replay>;
/// The id of a triggered request.
pub type TriggeredId = Id<kind::Triggered>;
/// The id of a run of the hostile sender.
pub type LabRunId = Id<kind::LabRun>;
/// The id of an issue.
pub type IssueId = Id<kind::Issue>;
/// The id of dead letters that were discarded together.
pub type DiscardId = Id<kind::Discard>;
/// The id of a saved view.
pub type SavedViewId = Id<kind::SavedView>;
/// The id of a destination.
pub type DestinationId = Id<kind::Destination>;
/// The id of a subscription.
pub type SubscriptionId = Id<kind::Subscription>;
/// The id of a secret.
pub type SecretId = Id<kind::Secret>;

/// A UUIDv7 that names a `K`. Written as prefix, underscore, UUID: `evt_019306e4-…`. Ordered by time of making.
pub struct Id<K> {
    uuid: Uuid,
    kind: PhantomData<fn() -> K>,
}

/// A text that is no id of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not the id of a {noun}: expected `{prefix}_` and a UUID")]
pub struct IdError {
    text: String,
    noun: &'static str,
    prefix: &'static str,
}

impl<K> Id<K> {
    /// Takes a UUID as the id of a `K`. The maker of ids is the engine's `Entropy`.
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self { uuid, kind: PhantomData }
    }

    /// The bare UUID, as the databases keep it.
    pub const fn uuid(self) -> Uuid {
        self.uuid
    }

    /// The 16 bytes of the UUID, big-endian, so that byte order is order of making.
    pub const fn bytes(self) -> [u8; 16] {
        self.uuid.into_bytes()
    }

    /// The id whose 16 bytes these are.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self::from_uuid(Uuid::from_bytes(bytes))
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.uuid.cmp(&other.uuid)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}

impl<K: Kind> fmt::Display for Id<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}_{}", K::PREFIX, self.uuid.hyphenated())
    }
}

impl<K: Kind> fmt::Debug for Id<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl<K: Kind> FromStr for Id<K> {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        text.strip_prefix(K::PREFIX)
            .and_then(|rest| rest.strip_prefix('_'))
            .filter(|rest| rest.len() == 36)
            .and_then(|rest| Uuid::try_parse(rest).ok())
            .map(Self::from_uuid)
            .ok_or_else(|| IdError { text: text.chars().take(64).collect(), noun: K::NOUN, prefix: K::PREFIX })
    }
}

impl<K: Kind> serde::Serialize for Id<K> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, K: Kind> serde::Deserialize<'de> for Id<K> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_being_written_and_read() {
        let id = EventId::from_bytes([7; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn an_id_of_another_kind_is_refused_with_the_reason() {
        let error = DeliveryId::from_bytes([7; 16]).to_string().parse::<EventId>().unwrap_err();
        assert!(error.to_string().ends_with("is not the id of a event: expected `evt_` and a UUID"), "{error}");
    }
}
