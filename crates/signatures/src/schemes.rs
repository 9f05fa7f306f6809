//! One file per scheme: what is signed, and how it is written in headers.

pub(crate) mod github;
pub(crate) mod hmac;
pub(crate) mod standard_webhooks;
