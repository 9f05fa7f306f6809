//! Since when events of a kind have what one of them has at a path.

use domain::id::EventId;
use domain::{EventTypePattern, Timestamp};
use store::{EventFilter, EventRow};

use super::{CompareError, Comparisons, not_found};
use crate::bodies::BodyName;

/// Events that are looked at.
const EVENTS_MAX: usize = 5_000;
/// Events whose ids are read at once.
const PAGE: u32 = 200;

/// What changed, as a comparison told it.
#[derive(Debug, Clone)]
pub struct FirstChangeAsked {
    /// JSON Pointer on the right; on the left when only the left has it.
    pub path: String,
    /// What is minded.
    pub minded: Minded,
}

/// What has to be as in the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Minded {
    /// Whether there is something at the path.
    Presence,
    /// Of which type it is.
    Type,
    /// The value.
    Value,
}

/// Since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstChange {
    /// The oldest event of an unbroken row of them, up to the one asked for, that have it.
    pub first_id: EventId,
    /// When it was received.
    pub first_at: Timestamp,
    /// The event of that kind before it, which does not have it. `None` when there is none, or none was looked at.
    pub before: Option<(EventId, Timestamp)>,
    /// Events looked at, the one asked for not counted.
    pub looked_at: usize,
    /// Whether there are older events that were not looked at.
    pub is_cut: bool,
}

impl Comparisons {
    /// Walks back from an event through those of its kind and source until one is different at a path. Events that are
    /// not JSON are passed over; of very many only the newest 5,000 are looked at.
    ///
    /// # Errors
    /// When it is not an event, not there or not JSON.
    pub async fn first_change(&self, name: &BodyName, asked: &FirstChangeAsked) -> Result<FirstChange, CompareError> {
        let BodyName::Event(id) = *name else { return Err(CompareError::NoHistory { name: name.to_string() }) };
        let row = self.store.event(id).await?.ok_or_else(|| not_found(name))?;
        let body = self.read(name).await?;
        let not_json = |source| CompareError::NotJson { source: diff::DiffError { side: diff::Side::Right, source } };
        let expected = diff::value_at(&body, &asked.path).map_err(not_json)?;
        let mut found =
            FirstChange { first_id: id, first_at: row.event.received_at, before: None, looked_at: 0, is_cut: false };
        let filter = of_kind_of(&row);
        let mut cursor = id.uuid();
        loop {
            let page = self.store.events(&filter, Some(cursor), PAGE).await?;
            let Some(last) = page.last() else { return Ok(found) };
            cursor = last.event.id.uuid();
            for EventRow { event, .. } in page.iter().filter(|earlier| earlier.event.source_id == row.event.source_id) {
                if found.looked_at == EVENTS_MAX {
                    found.is_cut = true;
                    return Ok(found);
                }
                found.looked_at += 1;
                let Some(body) = self.store.event_body(event.id).await? else { continue };
                match diff::value_at(&body, &asked.path) {
                    Ok(value) if asked.minded.is_met(expected.as_ref(), value.as_ref()) => {
                        (found.first_id, found.first_at) = (event.id, event.received_at);
                    }
                    Ok(_) => {
                        found.before = Some((event.id, event.received_at));
                        return Ok(found);
                    }
                    Err(_) => {}
                }
            }
        }
    }
}

impl Minded {
    /// What a change of this kind minds; `None` for an element that only moved.
    pub const fn of(kind: diff::ChangeKind) -> Option<Self> {
        match kind {
            diff::ChangeKind::Added | diff::ChangeKind::Removed => Some(Self::Presence),
            diff::ChangeKind::TypeChanged => Some(Self::Type),
            diff::ChangeKind::ValueChanged => Some(Self::Value),
            diff::ChangeKind::Moved => None,
        }
    }

    fn is_met(self, expected: Option<&diff::Value>, found: Option<&diff::Value>) -> bool {
        match (expected, found) {
            (Some(expected), Some(found)) => match self {
                Self::Presence => true,
                Self::Type => found.is_like(expected),
                Self::Value => found.is_same(expected),
            },
            (expected, found) => expected.is_none() && found.is_none(),
        }
    }
}

fn of_kind_of(row: &EventRow) -> EventFilter {
    let event_type = EventTypePattern::parse(row.event.event_type.as_str()).expect("a name is a pattern of itself");
    EventFilter { source_id: row.event.source_id, event_type: Some(event_type) }
}
