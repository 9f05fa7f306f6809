//! The tunnel in front of the receiver.

use axum::extract::State;
use axum::http::StatusCode;
use engine::{TunnelError, TunnelProgram};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::request::Json;
use crate::state::ApiState;

/// What can put the receiver on the internet, and what does.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TunnelView {
    /// Programs that can, installed ones first.
    pub programs: Vec<TunnelProgramView>,
    /// The tunnel; null when it is off.
    pub status: Option<TunnelStatus>,
}

/// A program that makes tunnels.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TunnelProgramView {
    /// `cloudflared`, `ngrok` or `tailscale`.
    pub program: String,
    /// Where it is installed; null when it is not.
    pub path: Option<String>,
    /// What it needs before it can be used, in one sentence.
    pub needs: String,
}

/// How the tunnel is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TunnelStatus {
    /// The program.
    pub program: String,
    /// Whether it is up.
    pub state: TunnelState,
    /// Since when.
    pub since_ms: i64,
    /// The receiver's address on the internet.
    pub url: Option<String>,
    /// Why it is not up.
    pub problem: Option<String>,
    /// The newest lines it printed.
    pub lines: Vec<String>,
}

/// Whether a tunnel is up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TunnelState {
    /// It was started, and has no address yet.
    Starting,
    /// It has an address.
    Up,
    /// It ended by itself.
    Failed,
}

/// A tunnel to be started.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewTunnel {
    /// `cloudflared`, `ngrok` or `tailscale`.
    pub program: String,
}

impl From<engine::TunnelStatus> for TunnelStatus {
    fn from(status: engine::TunnelStatus) -> Self {
        Self {
            program: status.program.word().to_owned(),
            state: match status.state {
                engine::TunnelState::Starting => TunnelState::Starting,
                engine::TunnelState::Up => TunnelState::Up,
                engine::TunnelState::Failed => TunnelState::Failed,
            },
            since_ms: status.since.unix_ms(),
            url: status.url,
            problem: status.problem,
            lines: status.lines.into(),
        }
    }
}

impl From<TunnelError> for Problem {
    fn from(error: TunnelError) -> Self {
        let text = error.to_string();
        match error {
            TunnelError::NotInstalled(_) => {
                Self::new(StatusCode::CONFLICT, "not_installed", text, "Install it, and try again.")
            }
            TunnelError::IsOn => Self::new(StatusCode::CONFLICT, "not_possible", text, "End it first."),
            TunnelError::NoReceiver => {
                Self::new(StatusCode::CONFLICT, "not_possible", text, "Start the receiver first.")
            }
            TunnelError::Start { .. } => {
                let hint = "Try it in a terminal: it must be a program that you may run.";
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "not_started", text, hint)
            }
        }
    }
}

fn view(state: &ApiState) -> TunnelView {
    let tunnels = state.engine.tunnels();
    let mut programs: Vec<TunnelProgramView> = TunnelProgram::ALL
        .into_iter()
        .map(|program| TunnelProgramView {
            program: program.word().to_owned(),
            path: tunnels.find(program).map(|path| path.display().to_string()),
            needs: program.needs().to_owned(),
        })
        .collect();
    programs.sort_by_key(|program| program.path.is_none());
    TunnelView { programs, status: tunnels.status().map(Into::into) }
}

/// What can put the receiver on the internet, and what does.
#[utoipa::path(get, path = "/tunnel", responses((status = 200, body = TunnelView), (status = "default", body = Problem)))]
pub async fn show(State(state): State<ApiState>) -> axum::Json<TunnelView> {
    axum::Json(view(&state))
}

/// Puts the receiver on the internet: everyone who knows the address can send to it. Its address comes a little later.
#[utoipa::path(post, path = "/tunnel", request_body = NewTunnel,
    responses((status = 201, body = TunnelView), (status = "default", body = Problem)))]
pub async fn start(
    State(state): State<ApiState>,
    Json(new): Json<NewTunnel>,
) -> Result<(StatusCode, axum::Json<TunnelView>), Problem> {
    let program = TunnelProgram::from_word(&new.program).ok_or_else(|| {
        let detail = format!("`{}` is no program that makes tunnels", new.program.chars().take(64).collect::<String>());
        Problem::invalid_field("program", detail, "It is cloudflared, ngrok or tailscale.")
    })?;
    state.engine.tunnels().start(program, &state.receiver.url)?;
    Ok((StatusCode::CREATED, axum::Json(view(&state))))
}

/// Takes the receiver from the internet.
#[utoipa::path(delete, path = "/tunnel", responses((status = 204), (status = "default", body = Problem)))]
pub async fn stop(State(state): State<ApiState>) -> StatusCode {
    state.engine.tunnels().stop();
    StatusCode::NO_CONTENT
}
