//! What a mock answers, and how it fails to.

use serde::{Deserialize, Serialize};

/// One answer of a mock.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MockAnswer {
    /// What it does.
    pub act: MockAct,
    /// How long it waits before.
    pub delay: MockDelay,
}

/// What a mock does with a request that it has read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum MockAct {
    /// Answers.
    Reply(MockReply),
    /// Promises more bytes in `Content-Length` than it sends, then closes the connection.
    Partial {
        /// The answer that is cut short.
        reply: MockReply,
        /// Bytes that are promised and not sent.
        missing_bytes: u32,
    },
    /// Closes the connection without an answer.
    Drop,
    /// Resets the connection (TCP RST) without an answer.
    Reset,
    /// Never answers: holds the connection until the sender lets go, or for
    /// [`DELAY_MS_MAX`](super::DELAY_MS_MAX).
    Hang,
}

/// A whole answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MockReply {
    /// 200 to 599.
    pub status: u16,
    /// Header fields, by name and value, in their order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: MockBody,
}

/// The body of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MockBody {
    /// This text.
    Text(String),
    /// The bytes of the request.
    Echo,
}

/// How long an answer is waited with: always the same, or by chance between two bounds. In milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MockDelay {
    /// At least so long.
    pub min_ms: u64,
    /// At most so long; not less than `min_ms`.
    pub max_ms: u64,
}

impl Default for MockAct {
    fn default() -> Self {
        Self::Reply(MockReply::default())
    }
}

impl Default for MockReply {
    fn default() -> Self {
        Self { status: 200, headers: Vec::new(), body: MockBody::Text(String::new()) }
    }
}

impl MockAct {
    /// The word for it in the API.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Reply(_) => "reply",
            Self::Partial { .. } => "partial",
            Self::Drop => "drop",
            Self::Reset => "reset",
            Self::Hang => "hang",
        }
    }

    /// The answer that is sent, whole or cut short.
    pub const fn reply(&self) -> Option<&MockReply> {
        match self {
            Self::Reply(reply) | Self::Partial { reply, .. } => Some(reply),
            Self::Drop | Self::Reset | Self::Hang => None,
        }
    }
}

impl MockDelay {
    /// The delay for one roll of the dice, which are not thrown when there is nothing to choose.
    pub fn pick(self, roll: impl FnOnce() -> f64) -> u64 {
        let room = self.max_ms.saturating_sub(self.min_ms);
        if room == 0 {
            return self.min_ms;
        }
        self.min_ms + (roll() * (room + 1) as f64) as u64 % (room + 1)
    }
}
