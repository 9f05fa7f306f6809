//! Where events come in.

use crate::id::SourceId;
use crate::{Deduplication, Provider, Timestamp};

/// Where events come in: the path `/in/{slug}` of the receiver, how to verify, what to reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// What people call it.
    pub name: String,
    /// The last segment of its receiving path.
    pub slug: String,
    /// Who sends to it.
    pub provider: Provider,
    /// What happens to a request that carries no signature at all.
    pub unsigned: Unsigned,
    /// The address the sender knows it by, when that is not the receiver's own.
    pub public_url: Option<String>,
    /// The channel that feeds it beside its own address: a smee.io channel, or one of its kin.
    pub channel_url: Option<String>,
    /// What makes two requests the same event; `None` keeps every request.
    pub deduplication: Option<Deduplication>,
    /// What a captured event is answered with.
    pub reply: Reply,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What happens to a request without any signature. A wrong signature is always rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unsigned {
    /// It is captured and routed, marked as not checked.
    Accept,
    /// It is kept as rejected and answered 401.
    Reject,
}

/// What a captured event is answered with.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Reply {
    /// 200 to 299.
    pub status: u16,
    /// Media type of the body.
    pub content_type: String,
    /// The body.
    pub body: String,
}

impl Default for Reply {
    fn default() -> Self {
        Self { status: 200, content_type: "application/json".to_owned(), body: "{\"received\":true}".to_owned() }
    }
}
