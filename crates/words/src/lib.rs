//! Says in the reader's language what the crates above have to say.
//!
//! ```text
//! engine, domain ──Phrase (key and arguments)──▶ edge: API, tray, notifications ──in_words(language)──▶ text
//! store, errors ───English text───────────────▶ edge: API ───────────────────────reread(language)────▶ text
//! ```
//! The words stand in `locales/LANGUAGE/*.ftl`, in the syntax of Project Fluent; English is what the code means, and
//! every other language has the same entries with the same arguments, which a test checks. A [`Phrase`] that is not in
//! the catalogue does not compile: [`phrase!`] is made from it.
//!
//! What is kept in a database and what an error writes is English text. [`reread`] finds the entry that it was made
//! from, and says that in another language; what it does not know stays as it is.

mod catalogue;
mod language;
mod phrase;
mod reread;

pub use language::Language;
pub use phrase::{Argument, Phrase};
pub use reread::reread;

include!(concat!(env!("OUT_DIR"), "/phrase.rs"));
