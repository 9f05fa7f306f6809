//! The house is in order: what the documents say of the tree holds.

mod crate_edges;
mod tree;
mod words;
