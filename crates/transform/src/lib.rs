//! Runs the JavaScript that makes a request out of an event, in a sandbox.
//!
//! ```js
//! function handler(webhook) {
//!   webhook.headers["x-tenant"] = "7";
//!   webhook.payload = { id: webhook.payload.id };
//!   return webhook;
//! }
//! ```
//!
//! `webhook` has `eventType`, `url`, `method`, `headers` and `payload`. The payload is the JSON of the body, or the body
//! as text when it is none. What the handler returns is sent; a field that is missing stays as it was. With
//! `cancel: true` nothing is sent; `reason` says why. The handler may be `async`.
//!
//! - Each run has an engine of its own: nothing is kept from one run to the next.
//! - There are no files, no network, no timers and no modules; just the language, and `console`.
//! - Time, memory and stack are bounded. Each run has a thread of its own: the engine cannot be stopped inside of a long
//!   call of its own library, such as a search through an array of four billion holes. The caller waits no longer for it
//!   than the limit and [`GRACE`]; no more than [`STUCK_MAX`] such threads are tolerated.
//! - A payload that the handler left as it was is sent byte for byte. One that it changed is written anew, by
//!   `JSON.stringify`: numbers have the precision of JavaScript then.

mod console;
mod error;
mod exchange;
mod limits;
mod sandbox;
mod transform;

pub use console::{CONSOLE_BYTES_MAX, CONSOLE_LINES_MAX};
pub use error::{ErrorKind, TransformError};
pub use exchange::{Changed, Transformed, Webhook};
pub use limits::Limits;
pub use sandbox::{GRACE, STUCK_MAX};
pub use transform::{Run, SOURCE_BYTES_MAX, Transform};
