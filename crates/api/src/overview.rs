//! The figures above the timeline, and what the shell shows of the whole.

use axum::extract::State;
use domain::Timestamp;
use domain::settings::ReceiverPause;
use engine::Snapshot;
use serde::Serialize;
use store::{Stage, StageCounts, Tally, TallyBucket};
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::state::{ApiState, ReceiverFacts};

const MINUTE_MS: i64 = 60_000;
const BUCKETS: i64 = 60;

/// The figures above the timeline, and what the shell shows of the whole.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Overview {
    /// Rows by state.
    pub counts: Counts,
    /// Events received in the last full minute and this one.
    pub events_per_minute: u64,
    /// Share of the deliveries over in the last hour that arrived; null when none was.
    pub success_percent: Option<f64>,
    /// 95th percentile of the newest attempts that were answered.
    pub p95_ms: Option<f64>,
    /// The last hour.
    pub histogram: Histogram,
    /// Bytes the workspace takes on disk.
    pub storage_bytes: u64,
    /// Where events come in.
    pub receiver: Receiver,
    /// Destinations that are disabled or have deliveries retrying.
    pub failing_destination_ids: Vec<String>,
    /// Issues.
    pub issues: IssueCounts,
    /// The oldest source, whose address the first start shows.
    pub first_source_id: Option<String>,
    /// Version of the program.
    pub version: String,
}

/// How many issues there are.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IssueCounts {
    /// Open: nobody has seen to them.
    pub open: u64,
    /// Somebody sees to them.
    pub acknowledged: u64,
    /// When the last one was resolved.
    pub last_resolved_at_ms: Option<i64>,
}

/// Rows of the timeline by state.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Counts {
    /// All.
    pub total: u64,
    /// Arrived.
    pub delivered: u64,
    /// Waiting for the first attempt.
    pub queued: u64,
    /// An attempt is under way.
    pub sending: u64,
    /// Waiting for another attempt.
    pub retrying: u64,
    /// Gave up.
    pub dead_letter: u64,
    /// Waiting for a destination that is held.
    pub held: u64,
    /// Stopped by a person.
    pub cancelled: u64,
    /// Events that no subscription matched.
    pub unrouted: u64,
    /// Events whose signature is wrong or missing.
    pub rejected: u64,
    /// Retrying and gave up.
    pub failed: u64,
    /// Queued, sending, retrying and held.
    pub waiting: u64,
}

/// Deliveries by the minute they were made in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Histogram {
    /// Length of a bucket.
    pub bucket_ms: i64,
    /// Oldest first, without gaps.
    pub buckets: Vec<Bucket>,
}

/// Deliveries made in one bucket, by the state they are in now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Bucket {
    /// Its start.
    pub start_at_ms: i64,
    /// Arrived.
    pub delivered: u64,
    /// Waiting for another attempt.
    pub retrying: u64,
    /// Gave up.
    pub dead_letter: u64,
    /// In another state, and events without delivery.
    pub other: u64,
}

/// Where events come in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Receiver {
    /// `http://127.0.0.1:4665`.
    pub url: String,
    /// Whether it receives.
    pub state: ReceiverState,
    /// Why it cannot.
    pub problem: Option<String>,
    /// When a pause ends by itself; null while there is none, and when only a person ends it.
    pub paused_until_ms: Option<i64>,
}

/// Whether the receiver receives.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReceiverState {
    /// It does.
    Receiving,
    /// It could, and a person paused it.
    Paused,
    /// It cannot.
    Stopped,
}

/// The figures above the timeline.
#[utoipa::path(get, path = "/overview", responses((status = 200, body = Overview), (status = "default", body = Problem)))]
pub async fn overview(State(state): State<ApiState>) -> Result<axum::Json<Overview>, Problem> {
    let now = state.engine.clock().now();
    let tally = state.engine.store().tally(now).await?;
    let snapshot = state.engine.configuration().snapshot();
    let this_minute = Timestamp::from_unix_ms(now.unix_ms() - now.unix_ms().rem_euclid(MINUTE_MS));
    Ok(axum::Json(Overview {
        counts: counts(&tally, &snapshot),
        events_per_minute: events_per_minute(&tally, this_minute),
        success_percent: success_percent(&tally),
        p95_ms: tally.p95_us.map(|microseconds| microseconds as f64 / 1000.0),
        histogram: histogram(&tally, this_minute),
        storage_bytes: tally.storage_bytes,
        receiver: receiver(&state.receiver, snapshot.settings().receiver_pause_at(now)),
        failing_destination_ids: failing(&tally, &snapshot),
        issues: issue_counts(&state),
        first_source_id: snapshot.sources().first().map(|entry| entry.source.id.to_string()),
        version: state.receiver.version.to_owned(),
    }))
}

fn receiver(facts: &ReceiverFacts, pause: Option<ReceiverPause>) -> Receiver {
    let state = match (&facts.problem, pause) {
        (Some(_), _) => ReceiverState::Stopped,
        (None, Some(_)) => ReceiverState::Paused,
        (None, None) => ReceiverState::Receiving,
    };
    Receiver {
        url: facts.url.clone(),
        state,
        problem: facts.problem.clone(),
        paused_until_ms: pause.and_then(|pause| pause.until).map(Timestamp::unix_ms),
    }
}

fn issue_counts(state: &ApiState) -> IssueCounts {
    let issues = state.engine.issues();
    let (open, acknowledged) = issues.counts();
    IssueCounts { open, acknowledged, last_resolved_at_ms: issues.last_resolved_at().map(Timestamp::unix_ms) }
}

fn counts(tally: &Tally, snapshot: &Snapshot) -> Counts {
    let mut all = StageCounts::default();
    let mut held = StageCounts::default();
    for (id, of_destination) in &tally.destinations {
        let is_holding = snapshot.destination(*id).is_ok_and(|entry| entry.destination.is_holding());
        for stage in Stage::ALL {
            let kept =
                if is_holding && matches!(stage, Stage::Queued | Stage::Retrying) { &mut held } else { &mut all };
            kept.add(stage, of_destination.get(stage));
        }
    }
    let (queued, sending, retrying) = (all.get(Stage::Queued), all.get(Stage::Sending), all.get(Stage::Retrying));
    let dead_letter = all.get(Stage::DeadLettered);
    Counts {
        total: all.total() + held.total() + tally.unrouted + tally.rejected,
        delivered: all.get(Stage::Delivered),
        queued,
        sending,
        retrying,
        dead_letter,
        held: held.total(),
        cancelled: all.get(Stage::Cancelled),
        unrouted: tally.unrouted,
        rejected: tally.rejected,
        failed: retrying + dead_letter,
        waiting: queued + sending + retrying + held.total(),
    }
}

/// The larger of this minute and the one before, so that the figure does not drop to nothing each time a minute begins.
fn events_per_minute(tally: &Tally, this_minute: Timestamp) -> u64 {
    let before = Timestamp::from_unix_ms(this_minute.unix_ms() - MINUTE_MS);
    let recent = tally.last_hour.iter().filter(|bucket| bucket.start_at >= before);
    recent.map(|bucket| bucket.events).max().unwrap_or(0)
}

fn success_percent(tally: &Tally) -> Option<f64> {
    let sum = |stage| tally.last_hour.iter().map(|bucket| bucket.deliveries.get(stage)).sum::<u64>();
    let (delivered, dead) = (sum(Stage::Delivered), sum(Stage::DeadLettered));
    (delivered + dead > 0).then(|| delivered as f64 * 100.0 / (delivered + dead) as f64)
}

fn histogram(tally: &Tally, this_minute: Timestamp) -> Histogram {
    let buckets = (0..BUCKETS).rev().map(|back| {
        let start_at_ms = this_minute.unix_ms() - back * MINUTE_MS;
        Bucket::of(start_at_ms, &tally.last_hour)
    });
    Histogram { bucket_ms: MINUTE_MS, buckets: buckets.collect() }
}

impl Bucket {
    /// The bucket that begins at a time, empty when it is not among those `found`, which stand in order.
    pub fn of(start_at_ms: i64, found: &[TallyBucket]) -> Self {
        let place = found.binary_search_by_key(&start_at_ms, |bucket| bucket.start_at.unix_ms());
        let found = place.ok().and_then(|place| found.get(place));
        let count = |stage| found.map_or(0, |bucket| bucket.deliveries.get(stage));
        let (delivered, retrying) = (count(Stage::Delivered), count(Stage::Retrying));
        let dead_letter = count(Stage::DeadLettered);
        let all = found.map_or(0, |bucket| bucket.deliveries.total().max(bucket.events));
        let other = all.saturating_sub(delivered + retrying + dead_letter);
        Self { start_at_ms, delivered, retrying, dead_letter, other }
    }
}

fn failing(tally: &Tally, snapshot: &Snapshot) -> Vec<String> {
    let is_retrying =
        |id| tally.destinations.iter().any(|(counted, counts)| *counted == id && counts.get(Stage::Retrying) > 0);
    snapshot
        .destinations()
        .iter()
        .filter(|entry| {
            matches!(entry.destination.health, domain::Health::Disabled { .. }) || is_retrying(entry.destination.id)
        })
        .map(|entry| entry.destination.id.to_string())
        .collect()
}
