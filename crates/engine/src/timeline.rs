//! Rows of the timeline, also by what stands in the bodies of their events.
//!
//! The store finds rows by what it keeps of them. Bodies are in no index: rows are read newest first, and the bodies of
//! their events looked into. One question looks at so many rows and no more, and says where it ended; who asks goes on
//! from there, and shows meanwhile what was found.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use body::{Find, FindError, ValuePath, ValuePathError};
use domain::id::EventId;
use store::{Cursor, Landmarks, Store, StoreError, Stretch, TimelineFilter, TimelineRow};

use crate::body_values::LOOKED_INTO_BYTES_MAX;

/// Rows that are read at a time when bodies are looked into.
const ROWS_AT_A_TIME: u32 = 256;
/// Bodies that are in memory at a time, unless one of them is larger.
const BODY_BYTES_AT_A_TIME: u64 = 8 * 1024 * 1024;

/// Which rows of the timeline.
#[derive(Debug, Clone, Default)]
pub struct TimelineQuery {
    /// What the store can tell.
    pub filter: TimelineFilter,
    /// All that must stand in the body of the row's event. Bodies of more than [`LOOKED_INTO_BYTES_MAX`] do not match.
    pub body: Vec<BodyCondition>,
}

/// What must stand in a body.
#[derive(Debug, Clone)]
pub struct BodyCondition(Arc<Wanted>);

#[derive(Debug)]
enum Wanted {
    Text(Find),
    Value { path: ValuePath, text: String },
}

/// Why nothing can be looked for in bodies.
#[derive(Debug, thiserror::Error)]
pub enum BodyConditionError {
    /// The text has no fit length.
    #[error(transparent)]
    Text(#[from] FindError),
    /// The path is none.
    #[error(transparent)]
    Path(#[from] ValuePathError),
}

/// Rows that match, as far as was looked.
#[derive(Debug)]
pub struct FoundRows {
    /// Newest first.
    pub rows: Vec<TimelineRow>,
    /// How far was looked, when there may be more below.
    pub next: Option<Cursor>,
}

impl BodyCondition {
    /// The body holds a text, in any case.
    ///
    /// # Errors
    /// When the text is empty or very long.
    pub fn holds_text(text: &str) -> Result<Self, BodyConditionError> {
        Ok(Self(Arc::new(Wanted::Text(Find::new(text, false, false)?))))
    }

    /// The body is JSON, and at `path` stands `text`: the whole content of a text, anything else as it is written.
    ///
    /// # Errors
    /// When `path` is no way to a value.
    pub fn has_value(path: &str, text: &str) -> Result<Self, BodyConditionError> {
        Ok(Self(Arc::new(Wanted::Value { path: ValuePath::parse(path)?, text: text.to_owned() })))
    }

    fn admits(&self, body: &[u8]) -> bool {
        match &*self.0 {
            Wanted::Text(find) => find.is_in(body),
            Wanted::Value { path, text } => path.holds(body, text),
        }
    }
}

impl TimelineQuery {
    /// Rows that match, newest first, at most `limit`, older than `before`. Where bodies matter, at most `looked_at_max`
    /// rows are looked at, so that there may be fewer and still more below.
    ///
    /// # Errors
    /// When the store could not be read.
    pub async fn rows(
        &self,
        store: &dyn Store,
        before: Option<Cursor>,
        limit: u32,
        looked_at_max: u32,
    ) -> Result<FoundRows, StoreError> {
        if self.body.is_empty() {
            let rows = store.timeline(&self.filter, before, limit).await?;
            let next = rows.last().filter(|_| is_full(&rows, limit)).map(TimelineRow::cursor);
            return Ok(FoundRows { rows, next });
        }
        self.look_into_bodies(store, Stretch { before, after: None }, limit, looked_at_max).await
    }

    /// Every `every`-th row that matches, of those in a stretch. At most `rows_max` rows are looked at.
    ///
    /// # Errors
    /// When the store could not be read.
    pub async fn landmarks(
        &self,
        store: &dyn Store,
        stretch: Stretch,
        every: u32,
        rows_max: u32,
    ) -> Result<Landmarks, StoreError> {
        if self.body.is_empty() {
            return store.landmarks(&self.filter, stretch, every, rows_max).await;
        }
        let found = self.look_into_bodies(store, stretch, u32::MAX, rows_max).await?;
        let cursors: Vec<Cursor> = found.rows.iter().map(TimelineRow::cursor).collect();
        Ok(Landmarks { next: found.next, ..Landmarks::of(&cursors, every, u32::MAX) })
    }

    async fn look_into_bodies(
        &self,
        store: &dyn Store,
        stretch: Stretch,
        limit: u32,
        looked_at_max: u32,
    ) -> Result<FoundRows, StoreError> {
        let mut found = FoundRows { rows: Vec::new(), next: stretch.before };
        let mut looked_at = 0;
        loop {
            let asked = ROWS_AT_A_TIME.min(looked_at_max - looked_at);
            let mut rows = store.timeline(&self.filter, found.next, asked).await?;
            let is_last = !is_full(&rows, asked);
            rows.retain(|row| stretch.after.is_none_or(|after| row.cursor() > after));
            let is_over = is_last || !is_full(&rows, asked);
            let matching = self.matching(store, &rows).await?;
            looked_at += asked;
            for row in rows {
                found.next = Some(row.cursor());
                if matching.contains(&event_of(&row).0) {
                    found.rows.push(row);
                    if is_full(&found.rows, limit) {
                        return Ok(found);
                    }
                }
            }
            if is_over {
                return Ok(FoundRows { next: None, ..found });
            }
            if looked_at >= looked_at_max {
                return Ok(found);
            }
        }
    }

    /// Those of the rows' events whose bodies match.
    async fn matching(&self, store: &dyn Store, rows: &[TimelineRow]) -> Result<HashSet<EventId>, StoreError> {
        // In the order in which bodies are kept.
        let sizes: BTreeMap<EventId, u64> = rows.iter().map(event_of).collect();
        let (mut matching, mut batch, mut bytes) = (HashSet::new(), Vec::new(), 0);
        for (id, size) in sizes.into_iter().filter(|(_, size)| *size <= LOOKED_INTO_BYTES_MAX) {
            if bytes + size > BODY_BYTES_AT_A_TIME {
                matching.extend(self.admitted(store, &batch).await?);
                (batch, bytes) = (Vec::new(), 0);
            }
            batch.push(id);
            bytes += size;
        }
        matching.extend(self.admitted(store, &batch).await?);
        Ok(matching)
    }

    /// So many bodies take long enough to hold up the requests that share a thread with them.
    async fn admitted(&self, store: &dyn Store, ids: &[EventId]) -> Result<Vec<EventId>, StoreError> {
        let bodies = store.event_bodies(ids, LOOKED_INTO_BYTES_MAX).await?;
        let conditions = self.body.clone();
        let look = move || {
            let admitted = |body: &[u8]| conditions.iter().all(|condition| condition.admits(body));
            bodies.into_iter().filter(|(_, body)| admitted(body)).map(|(id, _)| id).collect()
        };
        tokio::task::spawn_blocking(look)
            .await
            .map_err(|error| StoreError::Unavailable { attempted: "look into bodies", source: Box::new(error) })
    }
}

fn is_full(rows: &[TimelineRow], limit: u32) -> bool {
    rows.len() >= limit as usize
}

/// The event of a row, and the length of its body.
fn event_of(row: &TimelineRow) -> (EventId, u64) {
    match row {
        TimelineRow::Delivery { delivery, .. } => (delivery.event_id, delivery.body_bytes),
        TimelineRow::Event { id, body_bytes, .. } => (*id, *body_bytes),
    }
}
