//! What to set up at a provider, shown beside its source.

use serde::{Deserialize, Serialize};

/// What the secret of a provider is, and who makes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SecretAdvice {
    /// What the provider calls it: `Signing secret`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Where it is found, or what it looks like.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// Whether the provider makes it, so that it must be copied from there; otherwise we make one to be pasted there.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_given: bool,
}

/// What to set up at a provider, and what to expect of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Guide {
    /// What to do there, in order. `{url}` stands for the source's address.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// The content type to choose there, or the one that comes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// How it tries again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retries: Option<String>,
    /// How long it waits for an answer, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_s: Option<u32>,
    /// How to make it send something now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<String>,
    /// What else there is to know.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Its manual.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documentation: Option<String>,
}
