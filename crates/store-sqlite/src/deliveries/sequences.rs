//! How far each subscription has counted.

use std::collections::HashMap;

use domain::Delivery;
use domain::id::{SourceId, SubscriptionId};
use sqlx::sqlite::SqlitePool;
use store::{Sequence, StoreError};

use crate::columns::{Columns, to_json};
use crate::error::unavailable;
use crate::script::Script;
use crate::tally::{hexadecimal, source_key};

/// Notes the highest numbers among new deliveries.
pub(super) fn advance(script: &mut Script, deliveries: &[&Delivery]) {
    let mut highest: HashMap<(SubscriptionId, Option<SourceId>), u64> = HashMap::new();
    for delivery in deliveries {
        let (Some(subscription_id), Some(number)) = (delivery.subscription_id, delivery.sequence) else { continue };
        let last = highest.entry((subscription_id, delivery.source_id)).or_default();
        *last = number.max(*last);
    }
    if highest.is_empty() {
        return;
    }
    let highest: Vec<_> = highest
        .into_iter()
        .map(|((subscription_id, source_id), last)| {
            (hexadecimal(&subscription_id.bytes()), hexadecimal(&source_key(source_id)), last)
        })
        .collect();
    script.say(include_str!("../../queries/sequences/advance.sql")).bind(to_json(&highest));
}

/// All of them.
pub(super) async fn read(readers: &SqlitePool) -> Result<Vec<Sequence>, StoreError> {
    let rows = sqlx::query(include_str!("../../queries/sequences/all.sql"))
        .fetch_all(readers)
        .await
        .map_err(unavailable("read sequences"))?;
    rows.iter()
        .map(|row| {
            let columns = Columns(row);
            let source_id = if columns.bytes("source_id")?.is_empty() { None } else { Some(columns.id("source_id")?) };
            Ok(Sequence { subscription_id: columns.id("subscription_id")?, source_id, last: columns.count("last")? })
        })
        .collect()
}
