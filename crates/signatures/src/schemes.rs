//! The procedures: one module for each.

pub(crate) mod paypal;
pub(crate) mod standard_webhooks;
pub(crate) mod text;
pub(crate) mod token;
pub(crate) mod twilio;
