//! What becomes of deliveries over hours and days, in milliseconds: the clock jumps to whatever is due next.

mod bulk_replays;
mod chains;
mod duplicates;
mod figures;
mod filters;
mod health;
mod issues;
mod lines;
mod pace;
mod retention;
mod retries;
mod stops;
mod transforms;
