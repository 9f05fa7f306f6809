//! Lines of ordered deliveries: each waits until the one before it in its line has ended.
//!
//! A delivery that waits is marked, so that looking for what is due never walks through a long line.

use std::collections::HashSet;

use domain::Delivery;
use domain::id::SubscriptionId;
use sqlx::sqlite::SqliteRow;
use store::{DeliveryRoute, StoreError};

use crate::columns::Columns;
use crate::script::Script;

/// A line of deliveries that are made one at a time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Line {
    subscription_id: Option<SubscriptionId>,
    key: String,
}

impl Line {
    /// The line of a row with `subscription_id` and `ordering_key`, when it stands in one.
    pub(crate) fn of(row: &SqliteRow) -> Result<Option<Self>, StoreError> {
        let columns = Columns(row);
        let Some(key) = columns.text_or_none("ordering_key")? else { return Ok(None) };
        Ok(Some(Self { subscription_id: columns.id_or_none("subscription_id")?, key }))
    }

    /// The line of a delivery on this route, when it stands in one.
    pub(crate) fn of_route(route: &DeliveryRoute) -> Option<Self> {
        let key = route.ordering_key.clone()?;
        Some(Self { subscription_id: route.subscription_id, key })
    }
}

/// Puts new deliveries in their lines, in the order they are given.
pub(super) fn enter(script: &mut Script, deliveries: &[&Delivery]) {
    for delivery in deliveries {
        let Some(key) = &delivery.ordering_key else { continue };
        script
            .say(include_str!("../../queries/deliveries/block.sql"))
            .bind(delivery.id.bytes().to_vec())
            .bind(delivery.subscription_id.map(|id| id.bytes().to_vec()))
            .bind(key.clone())
            .bind(delivery.id.bytes().to_vec());
    }
}

/// Lets the first of each line go: the one before it has ended.
pub(crate) fn advance(script: &mut Script, lines: HashSet<Line>) {
    for line in lines {
        script
            .say(include_str!("../../queries/deliveries/unblock.sql"))
            .bind(line.subscription_id.map(|id| id.bytes().to_vec()))
            .bind(line.key);
    }
}
