//! Single values of the bodies of many events, for lists that show them.

use body::{FoundValue, ValuePath};
use domain::id::EventId;
use store::{Store, StoreError};

/// Bodies larger than this are not looked into: a list is not worth reading them.
pub const LOOKED_INTO_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// The values of one event, in the order of the paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyValues {
    /// The event.
    pub event_id: EventId,
    /// What stands at each path; `None` where there is nothing.
    pub values: Vec<Option<FoundValue>>,
    /// The body is larger than [`LOOKED_INTO_BYTES_MAX`], and was not looked into.
    pub is_too_large: bool,
}

/// Reads what stands at some paths in the bodies of events. An event that is not there any more is left out.
///
/// # Errors
/// When the store could not be read.
pub async fn body_values(
    store: &dyn Store,
    event_ids: Vec<EventId>,
    paths: &[ValuePath],
) -> Result<Vec<BodyValues>, StoreError> {
    let mut found = Vec::with_capacity(event_ids.len());
    for event_id in event_ids {
        let Some(row) = store.event(event_id).await? else { continue };
        if row.event.body_bytes > LOOKED_INTO_BYTES_MAX {
            found.push(BodyValues { event_id, values: vec![None; paths.len()], is_too_large: true });
            continue;
        }
        let Some(body) = store.event_body(event_id).await? else { continue };
        let wanted = paths.to_vec();
        // A large body takes long enough to hold up the requests that share a thread with it.
        let looked = tokio::task::spawn_blocking(move || wanted.iter().map(|path| path.find(&body)).collect()).await;
        let values = looked
            .map_err(|error| StoreError::Unavailable { attempted: "look into a body", source: Box::new(error) })?;
        found.push(BodyValues { event_id, values, is_too_large: false });
    }
    Ok(found)
}
