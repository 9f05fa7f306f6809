//! Pages of lists by key, newest first.
//!
//! A page is made of arms: each reads ids from one index, newest first, and at most a page of them; the newest of all
//! arms together are the page, and only their rows are read. So that a filter is served by an index whatever it asks
//! for, the arms are chosen by it: one for each destination and stage that has anything (the tally knows them), or one
//! for each kind of event that matches, or one for a source, or one over all. What remains of the filter is checked
//! row by row, and so is whether a row is the newest of its group.

use domain::id::SourceId;
use domain::{EventTypePattern, Grouping};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, Row};
use store::{Cursor, DeliveryFilter, EventFilter, Stage, Stretch, TimelineFilter, first_uuid_at};
use uuid::Uuid;

use crate::columns::to_json;

/// More arms cost more than they save.
const ARMS_MAX: usize = 64;

/// Rows of `delivery_rows`, with the verdict of their event.
pub(crate) async fn of_deliveries(
    snapshot: &mut SqliteConnection,
    filter: &DeliveryFilter,
    grouping: Grouping,
    before: Option<Cursor>,
    limit: u32,
) -> Result<Vec<SqliteRow>, sqlx::Error> {
    let stretch = Stretch { before, after: None };
    deliveries(snapshot, (filter, grouping), stretch, limit, include_str!("../queries/deliveries/page.sql")).await
}

/// The ids alone of what [`of_deliveries`] and [`of_lone_events`] read together, newest first.
pub(crate) async fn of_cursors(
    snapshot: &mut SqliteConnection,
    filter: &TimelineFilter,
    stretch: Stretch,
    limit: u32,
) -> Result<Vec<Cursor>, sqlx::Error> {
    let text = include_str!("../queries/deliveries/cursors.sql");
    let mut rows = Vec::new();
    if filter.with_deliveries {
        rows = deliveries(snapshot, (&filter.delivery, filter.grouping), stretch, limit, text).await?;
    }
    rows.extend(lone_events(snapshot, filter, stretch, limit, text).await?);
    let cursor =
        |row: &SqliteRow| Uuid::from_slice(row.try_get("id")?).map_err(|error| sqlx::Error::Decode(error.into()));
    let mut cursors = rows.iter().map(cursor).collect::<Result<Vec<Cursor>, sqlx::Error>>()?;
    cursors.sort_unstable_by_key(|cursor| std::cmp::Reverse(*cursor));
    cursors.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(cursors)
}

async fn deliveries(
    snapshot: &mut SqliteConnection,
    (filter, grouping): (&DeliveryFilter, Grouping),
    stretch: Stretch,
    limit: u32,
    text: &'static str,
) -> Result<Vec<SqliteRow>, sqlx::Error> {
    let kinds = Kinds::matching(snapshot, filter.event_type.as_ref(), filter.text.as_deref()).await?;
    let filter = &with_stages_of_statuses(filter);
    let is_by_stage = filter.destination_id.is_some() || !filter.stages.is_empty();
    let drivers = match (is_by_stage, &kinds, filter.source_id) {
        (false, _, _) if grouping == Grouping::Issue => vec![in_an_issue()],
        (true, _, _) => stages_with_any(snapshot, filter).await?,
        (false, Some(kinds), _) => kinds.drivers(),
        (false, None, Some(_)) => vec![by_source()],
        (false, None, None) => vec![Driver::everything()],
    };
    // Too many: walk over all, and check every row.
    let drivers = if drivers.len() > ARMS_MAX { vec![Driver::everything()] } else { drivers };
    let mut checks = Vec::new();
    if filter.source_id.is_some() {
        checks.push("+source_id = ?3".to_owned());
    }
    if kinds.is_some() {
        checks.push("+event_type_id in (select value from json_each(?4))".to_owned());
    }
    if let Some(id) = filter.destination_id {
        checks.push(format!("+destination_id = {}", blob(id.uuid())));
    }
    if let Some(id) = filter.subscription_id {
        checks.push(format!("+subscription_id = {}", blob(id.uuid())));
    }
    if !filter.stages.is_empty() {
        checks.push(format!("+stage in ({})", codes(&filter.stages)));
    }
    if let Some((least, most)) = filter.statuses {
        checks.push(format!("+last_status between {least} and {most}"));
    }
    if let Some(least) = filter.latency_us_min {
        checks.push(format!("+last_total_us >= {least}"));
    }
    if let Some(least) = filter.attempts_min {
        checks.push(format!("+attempts_made >= {least}"));
    }
    checks.extend(newest_of_its_group(grouping, &checks, filter));
    let range = range_of(stretch, filter);
    let page = Page { kinds: kinds.as_ref(), source_id: filter.source_id, range, limit };
    page.read(snapshot, text, "deliveries", &drivers, &checks).await
}

/// Rows of `event_rows`.
pub(crate) async fn of_events(
    snapshot: &mut SqliteConnection,
    filter: &EventFilter,
    before: Option<Cursor>,
    limit: u32,
) -> Result<Vec<SqliteRow>, sqlx::Error> {
    let kinds = Kinds::matching(snapshot, filter.event_type.as_ref(), None).await?;
    let drivers = match (&kinds, filter.source_id) {
        (Some(kinds), None) => kinds.drivers(),
        (None, None) => vec![Driver::everything()],
        (_, Some(_)) => vec![by_source()],
    };
    let drivers = if drivers.len() > ARMS_MAX { vec![Driver::everything()] } else { drivers };
    let mut checks = Vec::new();
    if kinds.is_some() {
        checks.push("+event_type_id in (select value from json_each(?4))".to_owned());
    }
    let range = (Uuid::nil(), before.unwrap_or(Uuid::max()));
    let page = Page { kinds: kinds.as_ref(), source_id: filter.source_id, range, limit };
    page.read(snapshot, include_str!("../queries/events/page.sql"), "events", &drivers, &checks).await
}

/// Events without delivery, as far as the filter lets them in.
pub(crate) async fn of_lone_events(
    snapshot: &mut SqliteConnection,
    filter: &TimelineFilter,
    before: Option<Cursor>,
    limit: u32,
) -> Result<Vec<SqliteRow>, sqlx::Error> {
    let stretch = Stretch { before, after: None };
    lone_events(snapshot, filter, stretch, limit, include_str!("../queries/events/lone_page.sql")).await
}

async fn lone_events(
    snapshot: &mut SqliteConnection,
    filter: &TimelineFilter,
    stretch: Stretch,
    limit: u32,
    text: &'static str,
) -> Result<Vec<SqliteRow>, sqlx::Error> {
    // The conditions are those of the two partial indexes, word for word.
    let lone = [
        (filter.with_unrouted, "delivery_count = 0 and verdict <> 1"),
        (filter.with_rejected, "delivery_count = 0 and verdict = 1"),
    ];
    let drivers: Vec<Driver> = lone
        .into_iter()
        .filter(|(is_shown, _)| *is_shown && filter.delivery.destination_id.is_none())
        .filter(|_| filter.delivery.subscription_id.is_none())
        .filter(|_| filter.grouping != Grouping::Issue)
        .filter(|_| !filter.delivery.asks_for_attempts())
        .map(|(_, condition)| Driver(condition.to_owned()))
        .collect();
    let filter = &filter.delivery;
    let kinds = Kinds::matching(snapshot, filter.event_type.as_ref(), filter.text.as_deref()).await?;
    let mut checks = Vec::new();
    if filter.source_id.is_some() {
        checks.push("+source_id = ?3".to_owned());
    }
    if kinds.is_some() {
        checks.push("+event_type_id in (select value from json_each(?4))".to_owned());
    }
    let range = range_of(stretch, filter);
    let page = Page { kinds: kinds.as_ref(), source_id: filter.source_id, range, limit };
    page.read(snapshot, text, "events", &drivers, &checks).await
}

/// The ids between which rows are read: the first may be one of them, the second not.
fn range_of(stretch: Stretch, filter: &DeliveryFilter) -> (Uuid, Uuid) {
    let above = stretch.after.map_or(Uuid::nil(), |after| Uuid::from_u128(after.as_u128().saturating_add(1)));
    let since = filter.since.map_or(Uuid::nil(), first_uuid_at);
    let until = filter.until.map_or(Uuid::max(), first_uuid_at);
    (above.max(since), stretch.before.unwrap_or(Uuid::max()).min(until))
}

/// An answer that is no success has not delivered anything, and what failed is found by its stage.
fn with_stages_of_statuses(filter: &DeliveryFilter) -> DeliveryFilter {
    let mut filter = filter.clone();
    if filter.stages.is_empty() && filter.statuses.is_some_and(|(least, _)| least >= 300) {
        filter.stages = Stage::ALL.into_iter().filter(|stage| *stage != Stage::Delivered).collect();
    }
    filter
}

/// The condition that chooses the index of an arm.
struct Driver(String);

impl Driver {
    fn everything() -> Self {
        Self("true".to_owned())
    }
}

/// What belongs to an issue, which is little of all.
fn in_an_issue() -> Driver {
    Driver("id in (select delivery_id from issue_deliveries where delivery_id < ?1 and delivery_id >= ?5)".to_owned())
}

/// The condition that no newer delivery of its group is meant by the filter. A group is an event or an issue, so that few
/// rows are looked at for each. The checks are those of the row itself; the begin of the time holds for what is newer too.
fn newest_of_its_group(grouping: Grouping, checks: &[String], filter: &DeliveryFilter) -> Option<String> {
    let mut meant: Vec<String> = checks.iter().map(|check| check.replacen('+', "+newer.", 1)).collect();
    meant.extend(filter.until.map(|until| format!("newer.id < {}", blob(first_uuid_at(until)))));
    let meant: String = meant.iter().map(|check| format!(" and {check}")).collect();
    match grouping {
        Grouping::None => None,
        Grouping::Event => Some(format!(
            "not exists (select 1 from deliveries as newer \
             where newer.event_id = deliveries.event_id and newer.id > deliveries.id{meant})"
        )),
        Grouping::Issue => Some(format!(
            "exists (select 1 from issue_deliveries as own where own.delivery_id = deliveries.id and not exists ( \
             select 1 from issue_deliveries as beside cross join deliveries as newer on newer.id = beside.delivery_id \
             where beside.issue_id = own.issue_id and beside.delivery_id > own.delivery_id{meant}))"
        )),
    }
}

fn by_source() -> Driver {
    Driver("source_id = ?3".to_owned())
}

/// A driver for each destination and stage of the filter that has any delivery.
async fn stages_with_any(snapshot: &mut SqliteConnection, filter: &DeliveryFilter) -> Result<Vec<Driver>, sqlx::Error> {
    let stages: Vec<i64> = filter.stages.iter().map(|stage| stage.code()).collect();
    let rows = sqlx::query(include_str!("../queries/tallies/stages.sql"))
        .bind(filter.destination_id.map(|id| id.bytes().to_vec()))
        .bind((!stages.is_empty()).then(|| to_json(&stages)))
        .fetch_all(snapshot)
        .await?;
    let driver = |row: &SqliteRow| {
        let destination_id = Uuid::from_slice(row.try_get("destination_id")?);
        let destination_id = destination_id.map_err(|error| sqlx::Error::Decode(error.into()))?;
        let stage: i64 = row.try_get("stage")?;
        Ok(Driver(format!("destination_id = {} and stage = {stage}", blob(destination_id))))
    };
    rows.iter().map(driver).collect()
}

/// The kinds of events that a filter means, by their ids.
struct Kinds(Vec<i64>);

impl Kinds {
    /// `None` when the filter does not ask for kinds.
    async fn matching(
        snapshot: &mut SqliteConnection,
        pattern: Option<&EventTypePattern>,
        text: Option<&str>,
    ) -> Result<Option<Self>, sqlx::Error> {
        if pattern.is_none() && text.is_none() {
            return Ok(None);
        }
        let ids = sqlx::query_scalar(include_str!("../queries/events/types_matching.sql"))
            .bind(pattern.map(glob))
            .bind(text.map(like))
            .fetch_all(snapshot)
            .await?;
        Ok(Some(Self(ids)))
    }

    fn drivers(&self) -> Vec<Driver> {
        self.0.iter().map(|id| Driver(format!("event_type_id = {id}"))).collect()
    }
}

/// What is bound for every arm.
struct Page<'f> {
    kinds: Option<&'f Kinds>,
    source_id: Option<SourceId>,
    /// The first id that may be read, and the first above them that may not.
    range: (Uuid, Uuid),
    limit: u32,
}

impl Page<'_> {
    async fn read(
        &self,
        snapshot: &mut SqliteConnection,
        text: &'static str,
        table: &str,
        drivers: &[Driver],
        checks: &[String],
    ) -> Result<Vec<SqliteRow>, sqlx::Error> {
        if drivers.is_empty() || self.kinds.is_some_and(|kinds| kinds.0.is_empty()) {
            return Ok(Vec::new());
        }
        let arms: Vec<String> = drivers
            .iter()
            .map(|driver| {
                let conditions: Vec<&str> = [driver.0.as_str(), "id < ?1", "id >= ?5"]
                    .into_iter()
                    .chain(checks.iter().map(String::as_str))
                    .collect();
                let conditions = conditions.join(" and ");
                format!("select id from (select id from {table} where {conditions} order by id desc limit ?2)")
            })
            .collect();
        // Built from literals, numbers and hexadecimal digits only; texts of people are bound.
        let text = AssertSqlSafe(text.replace("{arms}", &arms.join("\n  union all\n  ")));
        sqlx::query(text)
            .persistent(drivers.len() == 1)
            .bind(self.range.1.into_bytes().to_vec())
            .bind(i64::from(self.limit))
            .bind(self.source_id.map(|id| id.bytes().to_vec()))
            .bind(self.kinds.map(|kinds| to_json(&kinds.0)))
            .bind(self.range.0.into_bytes().to_vec())
            .fetch_all(snapshot)
            .await
    }
}

fn blob(uuid: Uuid) -> String {
    format!("x'{}'", uuid.simple())
}

fn codes(stages: &[Stage]) -> String {
    let codes: Vec<String> = stages.iter().map(|stage| stage.code().to_string()).collect();
    codes.join(", ")
}

/// The pattern for `glob`, where `?` and `[` are special as well.
fn glob(pattern: &EventTypePattern) -> String {
    let mut glob = String::with_capacity(pattern.as_str().len());
    for character in pattern.as_str().chars() {
        match character {
            '?' | '[' => glob.extend(['[', character, ']']),
            other => glob.push(other),
        }
    }
    glob
}

/// The text for `like … escape '\'`, anywhere in the column.
fn like(text: &str) -> String {
    let mut like = String::from("%");
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            like.push('\\');
        }
        like.push(character);
    }
    like.push('%');
    like
}
