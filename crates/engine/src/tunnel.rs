//! Puts the receiver behind a tunnel: an installed program that gives it an address on the internet.
//!
//! ```text
//! start ──▶ Starting ──address read from its output──▶ Up ──ends──▶ Failed (why, from its output)
//!              └───────────────ends────────────────────────────────▲
//! ```
//!
//! Who takes part: one child process at most, and one task that reads what it prints. The program is ended when it is no
//! longer wanted and with the engine.
//!
//! Guaranteed: only the receiver is reachable through it, never the control listener. Not guaranteed: that the program
//! ends when ours is killed from outside; that the same address comes again. A tunnel is never started by itself: what
//! it opens, a person opens.

mod program;

use std::collections::VecDeque;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::Timestamp;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::changes::{Change, Changes};
use crate::clock::Clock;

pub use program::TunnelProgram;

/// Lines of its output that are kept.
const LINES_KEPT: usize = 50;
/// Longest line that is kept, in bytes.
const LINE_BYTES_MAX: usize = 2_000;

/// Puts the receiver behind a tunnel.
pub struct Tunnels {
    /// Where programs are looked for, as in `PATH`.
    pub(crate) program_path: Option<OsString>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) changes: Changes,
    pub(crate) background: TaskTracker,
    pub(crate) stopping: CancellationToken,
    pub(crate) current: Arc<Mutex<Option<Current>>>,
}

/// The tunnel that was started last.
pub(crate) struct Current {
    status: TunnelStatus,
    ending: CancellationToken,
}

/// How the tunnel is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TunnelStatus {
    /// The program.
    pub program: TunnelProgram,
    /// Whether it is up.
    pub state: TunnelState,
    /// Since when.
    pub since: Timestamp,
    /// Its address on the internet, without a slash at the end.
    pub url: Option<String>,
    /// Why it is not up, in its own words.
    pub problem: Option<String>,
    /// The newest lines it printed.
    pub lines: VecDeque<String>,
}

/// Whether a tunnel is up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TunnelState {
    /// It was started, and has no address yet.
    Starting,
    /// It has an address.
    Up,
    /// It ended by itself.
    Failed,
}

/// Why no tunnel was started.
#[derive(Debug, thiserror::Error)]
pub enum TunnelError {
    /// The program is not there.
    #[error("{0} is not installed, or not in PATH")]
    NotInstalled(&'static str),
    /// There is one.
    #[error("a tunnel is on already")]
    IsOn,
    /// The receiver's address has no port.
    #[error("the receiver does not listen")]
    NoReceiver,
    /// It could not be started.
    #[error("{program} could not be started: {error}")]
    Start {
        /// The program.
        program: &'static str,
        /// What the system said.
        error: std::io::Error,
    },
}

impl Tunnels {
    /// Where a program is installed.
    pub fn find(&self, program: TunnelProgram) -> Option<PathBuf> {
        let path = self.program_path.as_ref()?;
        which::which_in(program.word(), Some(path), std::env::temp_dir()).ok()
    }

    /// How the tunnel is; `None` when none was started, or it was ended.
    pub fn status(&self) -> Option<TunnelStatus> {
        self.current().as_ref().map(|current| current.status.clone())
    }

    /// The receiver's address on the internet, when it has one.
    pub fn url(&self) -> Option<String> {
        self.current().as_ref().and_then(|current| current.status.url.clone())
    }

    /// Starts a tunnel to the receiver that listens at `receiver_url` (`http://127.0.0.1:4665`). One that failed before
    /// is forgotten.
    ///
    /// # Errors
    /// When the program is not there or cannot be started, or a tunnel is on.
    pub fn start(&self, program: TunnelProgram, receiver_url: &str) -> Result<TunnelStatus, TunnelError> {
        let file = self.find(program).ok_or(TunnelError::NotInstalled(program.word()))?;
        let port = url::Url::parse(receiver_url).ok().and_then(|url| url.port_or_known_default());
        let port = port.ok_or(TunnelError::NoReceiver)?;
        let mut current = self.current();
        if current.as_ref().is_some_and(|current| current.status.state != TunnelState::Failed) {
            return Err(TunnelError::IsOn);
        }
        let started = Command::new(file)
            .args(program.arguments(port))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn();
        let child = started.map_err(|error| TunnelError::Start { program: program.word(), error })?;
        let status = TunnelStatus {
            program,
            state: TunnelState::Starting,
            since: self.clock.now(),
            url: None,
            problem: None,
            lines: VecDeque::new(),
        };
        let ending = self.stopping.child_token();
        let watch = Watch {
            program,
            clock: self.clock.clone(),
            changes: self.changes.clone(),
            current: self.current.clone(),
            ending: ending.clone(),
        };
        *current = Some(Current { status: status.clone(), ending });
        drop(current);
        self.background.spawn(watch.run(child));
        self.changes.mark(Change::Tunnel);
        Ok(status)
    }

    /// Ends the tunnel.
    pub fn stop(&self) {
        if let Some(current) = self.current().take() {
            current.ending.cancel();
        }
        self.changes.mark(Change::Tunnel);
    }

    fn current(&self) -> MutexGuard<'_, Option<Current>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads what the program prints, until it ends or is ended.
struct Watch {
    program: TunnelProgram,
    clock: Arc<dyn Clock>,
    changes: Changes,
    current: Arc<Mutex<Option<Current>>>,
    ending: CancellationToken,
}

impl Watch {
    async fn run(self, mut child: Child) {
        let (sender, mut lines) = mpsc::channel(64);
        for output in [child.stdout.take().map(boxed), child.stderr.take().map(boxed)].into_iter().flatten() {
            tokio::spawn(read_lines(output, sender.clone()));
        }
        drop(sender);
        loop {
            tokio::select! {
                line = lines.recv() => match line {
                    Some(line) => self.take(line),
                    // Both outputs ended, so the program did or will.
                    None => break,
                },
                () = self.ending.cancelled() => {
                    let _ = child.kill().await;
                    return;
                }
            }
        }
        let ended = tokio::select! {
            ended = child.wait() => ended,
            () = self.ending.cancelled() => {
                let _ = child.kill().await;
                return;
            }
        };
        let code = ended.ok().and_then(|status| status.code());
        self.change(|status| {
            status.state = TunnelState::Failed;
            status.url = None;
            let words = || status.lines.iter().rev().find_map(|line| status.program.problem_in(line));
            let last = || status.lines.back().cloned();
            let code = code.map_or_else(String::new, |code| format!(" with code {code}"));
            let said = words().or_else(last).map_or_else(String::new, |said| format!(": {said}"));
            status.problem = Some(format!("{} ended{code}{said}", status.program.word()));
        });
    }

    fn take(&self, line: String) {
        let url = self.program.url_in(&line);
        self.change(|status| {
            if status.lines.len() == LINES_KEPT {
                status.lines.pop_front();
            }
            status.lines.push_back(line);
            if let Some(url) = url.filter(|_| status.url.is_none()) {
                status.url = Some(url);
                status.state = TunnelState::Up;
            }
        });
    }

    /// Changes the status, unless another tunnel took its place.
    fn change(&self, change: impl FnOnce(&mut TunnelStatus)) {
        if self.ending.is_cancelled() {
            return;
        }
        if let Some(current) = self.current.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            let before = (current.status.state, current.status.url.clone());
            change(&mut current.status);
            if before != (current.status.state, current.status.url.clone()) {
                current.status.since = self.clock.now();
                self.changes.mark(Change::Tunnel);
            }
        }
    }
}

type Output = Box<dyn AsyncRead + Send + Unpin>;

fn boxed(output: impl AsyncRead + Send + Unpin + 'static) -> Output {
    Box::new(output)
}

async fn read_lines(output: Output, lines: mpsc::Sender<String>) {
    let mut reader = BufReader::new(output);
    let mut line = Vec::new();
    while matches!(reader.read_until(b'\n', &mut line).await, Ok(count) if count > 0) {
        line.truncate(LINE_BYTES_MAX);
        let text = String::from_utf8_lossy(&line).trim_end().to_owned();
        line.clear();
        if !text.is_empty() && lines.send(text).await.is_err() {
            return;
        }
    }
}
