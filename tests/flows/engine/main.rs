//! What the engine does beyond delivering: each behaviour once, through the API of a real server.

mod access;
mod chains;
mod duplicates;
mod issues;
mod order;
mod replays;
mod retention;
mod stops;
