//! What is to be said, before it is known in which language.

use std::borrow::Cow;

use crate::catalogue;
use crate::{Language, reread};

/// Something to say: an entry of the catalogue and its arguments. Made by [`phrase!`](crate::phrase).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Entry { key: &'static str, arguments: Vec<(&'static str, Argument)> },
    Verbatim(String),
    English(String),
    Sentences(Vec<Phrase>),
}

/// A value within a phrase, written as the language writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// As it stands.
    Text(Cow<'static, str>),
    /// A count, which decides between singular and plural.
    Count(u64),
    /// A size in bytes, in the unit that fits: `12 MB`.
    Bytes(u64),
    /// The day of a moment, in milliseconds since 1970: `12 Nov 2026`.
    Day(i64),
    /// Something that is said itself.
    Phrase(Box<Phrase>),
}

impl Phrase {
    /// An entry without arguments. Use [`phrase!`](crate::phrase), which knows the entries.
    #[doc(hidden)]
    pub const fn plain(key: &'static str) -> Self {
        Self(Kind::Entry { key, arguments: Vec::new() })
    }

    /// An entry with its arguments. Use [`phrase!`](crate::phrase), which knows them.
    #[doc(hidden)]
    pub const fn with(key: &'static str, arguments: Vec<(&'static str, Argument)>) -> Self {
        Self(Kind::Entry { key, arguments })
    }

    /// What somebody else said, in their own words: a library, the system, a destination.
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self(Kind::Verbatim(text.into()))
    }

    /// English text of a crate that knows no phrases, found again in the catalogue: see [`reread`].
    pub fn english(text: impl Into<String>) -> Self {
        Self(Kind::English(text.into()))
    }

    /// One sentence after the other.
    pub fn sentences(sentences: impl IntoIterator<Item = Self>) -> Self {
        Self(Kind::Sentences(sentences.into_iter().collect()))
    }

    /// The text in a language.
    pub fn in_words(&self, language: Language) -> String {
        match &self.0 {
            Kind::Entry { key, arguments } => catalogue::say(language, key, arguments),
            Kind::Verbatim(text) => text.clone(),
            Kind::English(text) => reread(text, language).into_owned(),
            Kind::Sentences(sentences) => {
                sentences.iter().map(|sentence| sentence.in_words(language)).collect::<Vec<_>>().join(" ")
            }
        }
    }
}

/// Text stays as it is in every language.
impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned().into())
    }
}

impl From<&String> for Argument {
    fn from(text: &String) -> Self {
        Self::Text(text.clone().into())
    }
}

/// Statuses and ports are names, not counts.
impl From<u16> for Argument {
    fn from(number: u16) -> Self {
        Self::Text(number.to_string().into())
    }
}

impl From<u32> for Argument {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<u64> for Argument {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Argument {
    fn from(count: usize) -> Self {
        Self::Count(u64::try_from(count).unwrap_or(u64::MAX))
    }
}

impl From<Phrase> for Argument {
    fn from(phrase: Phrase) -> Self {
        Self::Phrase(Box::new(phrase))
    }
}
