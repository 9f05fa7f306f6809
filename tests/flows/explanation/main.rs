//! Why deliveries fail, each way to fail provoked by a server that does so.

mod app;
mod certificates;
mod changes;
mod classes;
mod edited;
mod failing;
