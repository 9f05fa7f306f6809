//! Figures over time.

pub(crate) mod changes;
pub(crate) mod pending;

use std::collections::BTreeMap;
use std::time::Duration;

use domain::{Figures, Latencies, Timestamp};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use store::{FiguresBucket, FiguresOf, FiguresOverTime, HourlyFigures, StoreError};

use crate::columns::Columns;
use crate::error::unavailable;
use crate::sqlite_store::SqliteStore;
use crate::tally::MINUTE_MS;
use crate::writer::{Verb, Writing};

const READ: &str = "read the figures over time";
const QUARTER_MS: i64 = 15 * MINUTE_MS;
const HOUR_MS: i64 = 60 * MINUTE_MS;

#[async_trait::async_trait]
impl FiguresOverTime for SqliteStore {
    async fn figures(
        &self,
        of: FiguresOf,
        since: Timestamp,
        bucket: Duration,
        buckets: u32,
    ) -> Result<Vec<FiguresBucket>, StoreError> {
        let bucket_ms = i64::try_from(bucket.as_millis()).unwrap_or(i64::MAX).max(MINUTE_MS);
        // The longest that buckets are made of, so that few rows are read.
        let fits = |length_ms: &i64| bucket_ms % length_ms == 0 && since.unix_ms() % length_ms == 0;
        let length_ms = [HOUR_MS, QUARTER_MS].into_iter().find(fits).unwrap_or(MINUTE_MS);
        let place = |number: u32| since.unix_ms().saturating_add(bucket_ms.saturating_mul(i64::from(number)));
        let until = place(buckets);
        self.add_pending().await?;
        let mut snapshot = self.readers().begin().await.map_err(unavailable(READ))?;
        let rows = span(&mut snapshot, of, length_ms, since.unix_ms(), until).await?;
        let mut waiting = waiting_at(&mut snapshot, of, until).await?;
        let mut found = (0..buckets).map(|number| (place(number), Vec::new())).collect::<BTreeMap<_, _>>();
        for row in rows {
            if let Some((_, of_bucket)) = found.range_mut(..=row.start_at).next_back() {
                of_bucket.push(row);
            }
        }
        let mut newest_first = Vec::with_capacity(found.len());
        for (start_at, rows) in found.into_iter().rev() {
            let mut figures = Figures::default();
            rows.iter().for_each(|row| figures.merge(&row.figures));
            newest_first.push(FiguresBucket {
                start_at: Timestamp::from_unix_ms(start_at),
                figures,
                waiting: u64::try_from(waiting).unwrap_or(0),
            });
            waiting -= rows.iter().map(|row| row.waiting_change).sum::<i64>();
        }
        newest_first.reverse();
        Ok(newest_first)
    }

    async fn hourly_figures(
        &self,
        of: &[FiguresOf],
        since: Timestamp,
        hours: u32,
    ) -> Result<Vec<HourlyFigures>, StoreError> {
        let until = since.unix_ms().saturating_add(HOUR_MS.saturating_mul(i64::from(hours)));
        self.add_pending().await?;
        let mut snapshot = self.readers().begin().await.map_err(unavailable(READ))?;
        let mut all = Vec::with_capacity(of.len());
        for of in of.iter().copied() {
            let mut by_hour: BTreeMap<i64, Figures> = BTreeMap::new();
            for row in span(&mut snapshot, of, HOUR_MS, since.unix_ms(), until).await? {
                by_hour.insert(row.start_at, row.figures);
            }
            let last_event_at = match by_hour.values().filter_map(|figures| figures.last_event_at).max() {
                Some(at) => Some(at),
                None => last_event(&mut snapshot, of, since.unix_ms()).await?,
            };
            let starts = (0..i64::from(hours)).map(|hour| since.unix_ms() + hour * HOUR_MS);
            let hours = starts.map(|start_at| by_hour.remove(&start_at).unwrap_or_default()).collect();
            all.push(HourlyFigures { hours, last_event_at });
        }
        Ok(all)
    }
}

impl SqliteStore {
    /// Has what is only noted added to the table, so that it can be read there.
    async fn add_pending(&self) -> Result<(), StoreError> {
        match self.writer().has_pending_figures() {
            true => self.writer().run(AddPending).await,
            false => Ok(()),
        }
    }
}

struct AddPending;

impl Verb for AddPending {
    type Answer = ();

    const ATTEMPTED: &'static str = READ;

    async fn apply(&self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        writing.are_figures_wanted = true;
        Ok(())
    }
}

/// A minute or an hour.
struct FiguresRow {
    start_at: i64,
    figures: Figures,
    waiting_change: i64,
}

impl FiguresRow {
    fn read(row: &SqliteRow) -> Result<Self, StoreError> {
        let columns = Columns(row);
        let latencies: BTreeMap<u16, u64> = columns.json("latencies")?;
        Ok(Self {
            start_at: columns.integer("start_at")?,
            figures: Figures {
                events: columns.count("events")?,
                last_event_at: columns.time_or_none("last_event_at")?,
                succeeded: columns.count("succeeded")?,
                failed: columns.count("failed")?,
                latencies: Latencies::from_counts(latencies),
            },
            waiting_change: columns.integer("waiting_change")?,
        })
    }
}

async fn span(
    snapshot: &mut SqliteConnection,
    of: FiguresOf,
    length_ms: i64,
    since: i64,
    until: i64,
) -> Result<Vec<FiguresRow>, StoreError> {
    let rows = sqlx::query(include_str!("../queries/figures/span.sql"))
        .bind(owner_key(of))
        .bind(length_ms)
        .bind(since)
        .bind(until)
        .fetch_all(snapshot)
        .await
        .map_err(unavailable(READ))?;
    rows.iter().map(FiguresRow::read).collect()
}

/// How many deliveries waited at a time that begins a minute.
async fn waiting_at(snapshot: &mut SqliteConnection, of: FiguresOf, at: i64) -> Result<i64, StoreError> {
    if let FiguresOf::Subscription(_) | FiguresOf::Source(_) = of {
        return Ok(0);
    }
    let next_hour = start_of(Timestamp::from_unix_ms(at.saturating_add(HOUR_MS - 1)), HOUR_MS);
    sqlx::query_scalar(include_str!("../queries/figures/waiting_at.sql"))
        .bind(owner_key(of))
        .bind(at)
        .bind(next_hour)
        .fetch_one(snapshot)
        .await
        .map_err(unavailable(READ))
}

async fn last_event(
    snapshot: &mut SqliteConnection,
    of: FiguresOf,
    before: i64,
) -> Result<Option<Timestamp>, StoreError> {
    let found: Option<i64> = sqlx::query_scalar(include_str!("../queries/figures/last_event.sql"))
        .bind(owner_key(of))
        .bind(before)
        .fetch_optional(snapshot)
        .await
        .map_err(unavailable(READ))?;
    Ok(found.map(Timestamp::from_unix_ms))
}

/// How the table writes what figures are about.
fn owner_key(of: FiguresOf) -> Vec<u8> {
    match of {
        FiguresOf::All => Vec::new(),
        FiguresOf::Destination(id) => id.bytes().to_vec(),
        FiguresOf::Subscription(id) => id.bytes().to_vec(),
        FiguresOf::Source(id) => id.bytes().to_vec(),
    }
}

/// The beginning of the minute or hour.
fn start_of(at: Timestamp, length_ms: i64) -> i64 {
    at.unix_ms().div_euclid(length_ms).saturating_mul(length_ms)
}
