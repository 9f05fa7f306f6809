//! Applies an edit of a subscription to deliveries that it made before.

use domain::Timestamp;
use store::{Amended, Amendment, Moved, StoreError};

use super::arrows::Cancel;
use crate::error::unavailable;
use crate::writer::{Verb, Writing};

/// Another schedule for some, an end for others.
pub(crate) struct Amend {
    pub(crate) amendment: Amendment,
    pub(crate) now: Timestamp,
}

impl Verb for Amend {
    type Answer = Amended;

    const ATTEMPTED: &'static str = "amend deliveries";

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<Amended, StoreError> {
        let Amendment { retry_schedule, rescheduled, cancelled } = &self.amendment;
        let mut amended = Amended::default();
        if !rescheduled.is_empty() {
            writing.intern_schedules(std::iter::once(retry_schedule)).await.map_err(unavailable(Self::ATTEMPTED))?;
        }
        let schedule_id = writing.interned.schedule(retry_schedule);
        for id in rescheduled {
            let found = sqlx::query(include_str!("../../queries/deliveries/reschedule.sql"))
                .bind(id.bytes().to_vec())
                .bind(schedule_id)
                .execute(&mut *writing.connection)
                .await
                .map_err(unavailable(Self::ATTEMPTED))?;
            amended.rescheduled += found.rows_affected();
        }
        for id in cancelled {
            if (Cancel { id: *id, now: self.now }).apply(writing).await? == Moved::Done {
                amended.cancelled += 1;
            }
        }
        Ok(amended)
    }
}
