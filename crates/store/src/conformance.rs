//! The suite that every store must pass: one function for each promise.
//!
//! An implementation says how its stores are opened with a [`Harness`] and writes `store::conformance_tests!(harness);`
//! in a file of its `tests/`: every function here becomes one named test there, on tokio's multi-thread runtime.
//! Nothing here knows a database or a runtime. Races are futures polled together; ids and times are literals.

pub mod bodies;
pub mod cancelling;
pub mod captures;
pub mod catalog;
pub mod claiming;
pub mod concluding;
pub mod configuration;
pub mod dead_letters;
pub mod figures;
pub mod idempotency;
pub mod issues;
pub mod lab;
pub mod lines;
pub mod pages;
pub mod replays;
pub mod retention;
pub mod runs;
pub mod samples;
pub mod tallies;
pub mod timelines;

use crate::{Capture, Captured, Store};

/// Opens the stores of one implementation.
#[async_trait::async_trait]
pub trait Harness: Send + Sync {
    /// The implementation.
    type Store: Store;

    /// A new, empty store that shares nothing with others.
    async fn open(&self) -> Self::Store;

    /// Closes a store and opens what it kept.
    async fn reopen(&self, store: Self::Store) -> Self::Store;
}

/// Captures what must be captured.
pub(crate) async fn capture<S: Store>(store: &S, capture: Capture) {
    let captured = store.capture(capture).await.expect("a capture is stored");
    assert_eq!(captured, Captured::Stored);
}

/// Makes one test of every promise. The argument is an expression that makes a [`Harness`]; the crate that uses this
/// needs tokio with `macros` and `rt-multi-thread`.
#[macro_export]
macro_rules! conformance_tests {
    ($harness:expr) => {
        $crate::conformance_tests! { @modules $harness;
            bodies {
                a_body_comes_back_byte_for_byte
                a_response_body_comes_back_byte_for_byte
                a_request_body_comes_back_byte_for_byte
                an_answer_without_a_body_is_no_missing_answer
                bytes_that_do_not_match_their_hash_are_reported
            }
            captures {
                a_capture_survives_a_reopen
                every_part_of_an_event_comes_back
                every_part_of_a_delivery_comes_back
                headers_keep_order_case_and_odd_bytes
                what_is_not_there_is_none
                bodies_are_read_together
                captures_that_race_are_all_stored
                a_capture_that_fails_keeps_nothing
                deliveries_may_be_in_flight_from_the_start
                added_deliveries_belong_to_the_event
            }
            catalog {
                events_are_learnt_once_in_the_order_of_their_ids
                what_was_learnt_survives_a_reopen
                a_finding_that_is_met_again_counts_on
                what_is_adopted_makes_a_version
                versions_count_over_all_origins
                the_newest_triggered_requests_are_kept
            }
            idempotency {
                a_key_is_forgotten_after_its_window
                the_same_key_answers_the_first_event
                a_key_is_remembered_over_a_reopen
                racing_captures_with_one_key_store_one
            }
            issues {
                issues_are_listed_by_their_newest_failure
                a_delivery_belongs_to_the_issue_of_its_last_failure
                old_resolved_issues_go
                a_deleted_event_leaves_its_issue
            }
            dead_letters {
                dead_letters_are_found_by_what_they_have_in_common
                dead_letters_are_counted_in_groups
                the_bin_gives_back_what_was_discarded_together
                what_lies_in_the_bin_is_kept
            }
            replays {
                candidates_come_in_the_order_of_making
                what_was_delivered_later_is_marked
                events_that_a_subscription_missed_are_found
                replays_survive_a_reopen
                racing_steps_are_made_once
                a_cancelled_replay_takes_its_waiting_deliveries_along
                a_selection_is_found_by_what_it_names
            }
            retention {
                what_is_over_and_old_goes
                pruning_goes_on_where_it_stopped
                what_is_deleted_takes_no_place
            }
            runs {
                every_run_has_a_lease_of_its_own
                a_run_schedules_what_an_earlier_one_left_in_flight
                the_first_run_finds_nothing_interrupted
            }
            claiming {
                those_never_tried_come_first_then_by_due_time
                a_claim_takes_at_most_its_limit
                a_claim_takes_from_one_destination_only
                what_is_not_due_is_not_claimed
                racing_claims_never_share_a_delivery
                a_claim_survives_a_reopen
                due_names_destinations_and_the_next_time
                a_release_makes_a_delivery_due_again
                a_release_under_another_lease_is_lost
            }
            concluding {
                every_part_of_an_attempt_comes_back
                a_delivered_one_stays_delivered
                a_retry_is_scheduled_and_claimed_again
                a_failure_of_our_own_costs_no_attempt
                a_dead_letter_keeps_its_cause
                a_conclusion_under_another_lease_is_lost
                a_second_conclusion_is_lost
                racing_conclusions_have_one_winner
                conclusions_that_race_are_all_written
            }
            cancelling {
                a_scheduled_delivery_can_be_cancelled
                what_is_not_scheduled_cannot_be_cancelled
                a_cancel_and_a_claim_have_one_winner
                an_edit_is_applied_to_what_is_not_over
                run_now_makes_a_delivery_due
                run_now_loses_when_nothing_is_scheduled
            }
            lines {
                one_of_a_line_at_a_time
                lines_do_not_wait_for_each_other
                a_cancelled_delivery_lets_its_line_go
                an_interrupted_delivery_keeps_its_place
                racing_claims_take_one_of_each_line
                sequences_are_remembered
            }
            pages {
                pages_of_events_miss_and_repeat_nothing
                pages_of_deliveries_miss_and_repeat_nothing
                events_are_filtered_by_source_and_kind
                deliveries_are_filtered_by_stage
                deliveries_are_filtered_by_destination_and_source
                patterns_take_only_the_star_as_special
                text_is_found_without_regard_to_case_and_wildcards
                filters_hold_together
            }
            timelines {
                deliveries_and_lone_events_stand_in_one_order
                pages_of_the_timeline_miss_and_repeat_nothing
                the_filter_says_which_rows_are_shown
                the_newest_delivery_stands_for_its_event
                the_newest_delivery_stands_for_its_issue
                an_event_without_delivery_has_no_destination
                an_event_that_gets_a_delivery_is_no_longer_unrouted
                a_row_carries_the_verdict_of_its_event
                landmarks_are_every_so_many_rows_of_a_stretch
                rows_are_filtered_by_when_they_were_made
                rows_are_filtered_by_their_newest_attempt
                a_histogram_sums_the_minutes_of_a_span
            }
            tallies {
                an_empty_store_has_an_empty_tally
                a_tally_equals_a_recount_after_a_random_history
                a_tally_survives_a_reopen
                minutes_older_than_an_hour_are_left_out
                the_percentile_is_of_answered_attempts
                kinds_are_counted_most_frequent_first
                recent_events_of_a_kind_are_counted_by_the_hour
            }
            figures {
                figures_are_those_of_each_bucket
                an_outage_shows_in_the_waiting_deliveries
                figures_equal_a_recount_after_a_random_history
                hours_are_read_of_many_owners_at_once
                what_is_deleted_stays_in_the_figures
            }
            configuration {
                sources_come_back_oldest_first
                a_slug_is_taken_until_its_source_is_deleted
                destinations_come_back_oldest_first
                subscriptions_come_back_oldest_first
                secrets_come_back_sealed
                a_secret_can_be_given_an_end
                providers_come_back_by_slug
                deleting_a_source_takes_its_secrets_and_subscriptions
                deleting_a_destination_cancels_what_is_scheduled
                deleting_a_subscription_leaves_the_others
                what_is_deleted_stays_deleted
                what_is_deleted_can_be_brought_back
                a_destination_comes_back_with_what_waited_for_it
                a_source_does_not_come_back_to_a_slug_that_is_taken
                saved_views_come_back_oldest_first
                settings_are_none_until_written
            }
            lab {
                mocks_come_back_oldest_first
                the_newest_runs_are_kept
            }
        }
    };
    (@modules $harness:expr; $($module:ident { $($promise:ident)* })*) => {$(
        mod $module {
            #[allow(unused_imports)]
            use super::*;

            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $promise() {
                    $crate::conformance::$module::$promise(&$harness).await;
                }
            )*
        }
    )*};
}
