//! Channels that feed sources.

use axum::extract::State;
use axum::http::StatusCode;
use engine::NewChannelError;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::request::Json;
use crate::state::ApiState;

/// How the channel of a source is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChannelStatus {
    /// Whether it is connected.
    pub state: ChannelState,
    /// Since when.
    pub since_ms: i64,
    /// Why it is not, in one sentence.
    pub problem: Option<String>,
    /// Requests that it handed over since the program began.
    pub received: u64,
    /// Whether the newest of them came with the sender's exact bytes; null while nothing came.
    pub is_exact: Option<bool>,
}

/// Whether a channel is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChannelState {
    /// It is being connected.
    Connecting,
    /// It hands over what comes.
    Connected,
    /// It failed, and is tried again soon.
    Waiting,
}

/// A channel to be made.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewChannel {
    /// Who makes it; `https://smee.io/` when left out.
    pub server: Option<String>,
}

/// A channel that was made.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MadeChannel {
    /// Its address, for the sender and for the source.
    pub url: String,
}

impl From<engine::ChannelStatus> for ChannelStatus {
    fn from(status: engine::ChannelStatus) -> Self {
        Self {
            state: match status.state {
                engine::ChannelState::Connecting => ChannelState::Connecting,
                engine::ChannelState::Connected => ChannelState::Connected,
                engine::ChannelState::Waiting => ChannelState::Waiting,
            },
            since_ms: status.since.unix_ms(),
            problem: status.problem,
            received: status.received,
            is_exact: status.is_exact,
        }
    }
}

impl From<NewChannelError> for Problem {
    fn from(error: NewChannelError) -> Self {
        let text = error.to_string();
        match error {
            NewChannelError::Url(_) => {
                Self::invalid_field("server", text, "Give the whole address, starting with https://.")
            }
            NewChannelError::Server { .. } => {
                let hint = "Open the server's page in a browser, make a channel there, and paste its address.";
                Self::new(StatusCode::BAD_GATEWAY, "channel_server", text, hint)
            }
        }
    }
}

/// Makes a new channel at smee.io or a server of its kind. Who knows its address sees what is sent to it.
#[utoipa::path(post, path = "/channels", request_body = NewChannel,
    responses((status = 201, body = MadeChannel), (status = "default", body = Problem)))]
pub async fn new_channel(
    State(state): State<ApiState>,
    Json(new): Json<NewChannel>,
) -> Result<(StatusCode, axum::Json<MadeChannel>), Problem> {
    let server = new.server.unwrap_or_else(|| "https://smee.io/".to_owned());
    let url = state.engine.channels().new_channel(&server).await?;
    Ok((StatusCode::CREATED, axum::Json(MadeChannel { url })))
}
