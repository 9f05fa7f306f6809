//! What becomes of deliveries over hours and days, in milliseconds: the clock jumps to whatever is due next.

mod body_search;
mod bulk_replays;
mod chains;
mod comparisons;
mod duplicates;
mod explanations;
mod figures;
mod filters;
mod health;
mod issues;
mod lines;
mod pace;
mod receiver_pause;
mod retention;
mod retries;
mod settings;
mod slots;
mod stops;
mod transforms;
mod waiting;
