//! Learns, checks and samples the shapes of payloads. Values in, values out: no clock, no chance, no IO.
//!
//! - A [`Shape`] is what payloads of one kind have in common, learnt one by one or merged from parts; it is written as
//!   JSON Schema 2020-12 ([`Shape::to_schema`]).
//! - [`Shape::differences`] names what a payload has that the shape does not know, by path and in plain words; a
//!   [`GivenSchema`] does the same for a schema that somebody wrote.
//! - [`sample`] makes a payload of a schema, [`openapi`] finds schemas in an OpenAPI document, [`edit`] changes a payload,
//!   and [`examples`] holds payloads that providers publish.
//!
//! Guaranteed: what was learnt from some payloads has no difference to any of them, and the order they were learnt in
//! does not matter (as long as the shape has no more places than fit, see [`PLACES_MAX`]). A shape takes bounded memory,
//! whatever the payloads are.

mod check;
pub mod edit;
pub mod examples;
mod format;
mod given;
mod kind;
pub mod openapi;
pub mod sample;
mod schema;
mod shape;
mod text;

pub use check::{Difference, Sort};
pub use format::Format;
pub use given::{GivenSchema, SchemaError};
pub use kind::Kind;
pub use shape::{FIELDS_MAX, PLACES_MAX, Shape};
