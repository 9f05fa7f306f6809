//! How many rows of the timeline several filters mean, for what shows a number beside each.

use axum::extract::State;
use domain::Grouping;
use engine::TimelineQuery;
use serde::{Deserialize, Serialize};
use store::{Stretch, TimelineFilter};
use utoipa::ToSchema;

use crate::deliveries::DeliveryParameters;
use crate::page::Whole;
use crate::problem::Problem;
use crate::request::Json;
use crate::state::ApiState;
use crate::timeline::{GroupParameters, States, grouped, timeline_query};

/// Filters of one request.
const FILTERS_MAX: usize = 100;
/// Rows that are counted of each; where bodies are looked into, rows that are looked at.
const COUNTED_MAX: u32 = 1_000;
/// Rows that are looked at for a filter that no index answers alone.
const LOOKED_AT_MAX: u32 = 20_000;

/// Which rows to count.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CountedFilters {
    /// The filters, 100 at most.
    pub filters: Vec<CountedFilter>,
}

/// A filter as `/timeline` has it, with what rows stand together by.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CountedFilter {
    /// The filter; `before` and `limit` mean nothing here.
    #[serde(flatten)]
    pub delivery: DeliveryParameters,
    /// See `/timeline`.
    pub group: Option<String>,
}

/// How many rows a filter means.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RowCount {
    /// The number, 1,000 at most.
    pub rows: u64,
    /// There are more, or may be: no more were counted, or only the newest 20,000 rows were looked at.
    pub is_at_least: bool,
}

/// Counts the rows of several filters, in their order, as far as that is cheap.
#[utoipa::path(post, path = "/timeline/counts", request_body = CountedFilters,
    responses((status = 200, body = Whole<RowCount>), (status = "default", body = Problem)))]
pub async fn counts(
    State(state): State<ApiState>,
    Json(asked): Json<CountedFilters>,
) -> Result<axum::Json<Whole<RowCount>>, Problem> {
    if asked.filters.len() > FILTERS_MAX {
        let detail = format!("more than {FILTERS_MAX} filters");
        return Err(Problem::invalid_field("filters", detail, "Ask for them in several requests."));
    }
    let (store, now) = (state.engine.store(), state.engine.clock().now());
    let mut queries = Vec::with_capacity(asked.filters.len());
    for CountedFilter { delivery, group } in asked.filters {
        let query = timeline_query(&delivery, &States::parse(delivery.state.as_deref())?, now)?;
        queries.push(grouped(query, &GroupParameters { group })?);
    }
    let newest = match queries.iter().all(is_answered_by_an_index) {
        true => None,
        false => {
            let everything = TimelineFilter::default();
            store.landmarks(&everything, Stretch::default(), LOOKED_AT_MAX, LOOKED_AT_MAX).await?.next
        }
    };
    let mut items = Vec::with_capacity(queries.len());
    for query in &queries {
        let after = newest.filter(|_| !is_answered_by_an_index(query));
        let found = query.landmarks(store, Stretch { before: None, after }, COUNTED_MAX, COUNTED_MAX).await?;
        items.push(RowCount { rows: found.rows, is_at_least: found.next.is_some() || after.is_some() });
    }
    Ok(axum::Json(Whole { items }))
}

/// Whether every row that is looked at counts: one part of the filter chooses the index, and no other is checked.
fn is_answered_by_an_index(query: &TimelineQuery) -> bool {
    let TimelineQuery { filter, body } = query;
    let delivery = &filter.delivery;
    let parts = [
        !delivery.stages.is_empty() || delivery.destination_id.is_some(),
        delivery.source_id.is_some(),
        delivery.event_type.is_some() || delivery.text.is_some(),
    ];
    let is_one_part = parts.into_iter().filter(|is_asked| *is_asked).count() <= 1;
    is_one_part && body.is_empty() && !delivery.asks_for_attempts() && filter.grouping == Grouping::None
}

#[cfg(test)]
mod tests {
    use engine::BodyCondition;
    use store::{DeliveryFilter, Stage};

    use super::*;

    #[test]
    fn a_filter_is_cheap_when_nothing_is_checked_row_by_row() {
        let of_rows = |filter| TimelineQuery { filter, body: Vec::new() };
        let of = |delivery| of_rows(TimelineFilter { delivery, ..TimelineFilter::default() });
        let dead = || DeliveryFilter { stages: vec![Stage::DeadLettered], ..DeliveryFilter::default() };
        let text = || Some("paid".to_owned());
        let cases = [
            (of(DeliveryFilter::default()), true),
            (of(dead()), true),
            (of(DeliveryFilter { text: text(), ..DeliveryFilter::default() }), true),
            (of(DeliveryFilter { text: text(), ..dead() }), false),
            (of(DeliveryFilter { statuses: Some((404, 404)), ..DeliveryFilter::default() }), false),
            (of_rows(TimelineFilter { grouping: Grouping::Event, ..of(dead()).filter }), false),
            (
                TimelineQuery {
                    body: BodyCondition::holds_text("cus_1").into_iter().collect(),
                    ..TimelineQuery::default()
                },
                false,
            ),
        ];
        for (filter, expected) in cases {
            assert_eq!(is_answered_by_an_index(&filter), expected, "{filter:?}");
        }
    }
}
