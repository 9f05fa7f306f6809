//! The store on one SQLite file, the default.
//!
//! Who takes part: [`SqliteStore`] answers the traits of the crate `store`. Reads go to a small pool of connections
//! that cannot write. Writes go to one task that owns the only writing connection; it commits everything that waits as
//! one transaction, and answers each caller after the commit. With `synchronous=FULL` one flush of the disk is then
//! paid by many callers, and no caller waits for company: a single write is committed at once.
//!
//! Guaranteed: what was answered `Ok` survives a crash of the process and of the machine; a file is used by one process
//! at a time; a body is checked against its SHA-256 each time it is read. Not guaranteed: that a write whose caller
//! went away was not made.
//!
//! The SQL stands in `queries/<noun>/<verb>.sql`, the schema in `migrations/`.

mod bodies;
mod capture;
mod catalog;
mod columns;
mod conclude;
mod configuration;
mod connection;
mod dead_letters;
mod deliveries;
mod error;
mod events;
mod figures;
mod interned;
mod issues;
mod lab;
mod migrations;
mod page;
mod replays;
mod retention;
mod row_statement;
mod script;
mod sqlite_store;
mod tally;
mod timeline;
mod workspace_lock;
mod writer;

pub use sqlite_store::SqliteStore;
