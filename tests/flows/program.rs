//! The real program, started and killed.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::client::Client;

/// How long a start may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The `tacklebox` program and a workspace for it.
pub struct Program {
    path: PathBuf,
    workspace: tempfile::TempDir,
}

/// The program, running.
pub struct Started {
    child: Child,
    /// Its API.
    pub client: Client,
}

impl Program {
    /// The program that was built with these tests.
    pub fn new() -> Self {
        let test = std::env::current_exe().expect("the test knows where it is");
        let built = test.ancestors().nth(2).expect("tests stand two levels below the programs");
        let path = built.join(format!("tacklebox{}", std::env::consts::EXE_SUFFIX));
        assert!(path.exists(), "{} is not there: build it with cargo build --workspace", path.display());
        Self { path, workspace: tempfile::tempdir().expect("a temporary directory") }
    }

    /// The directory of the workspace.
    pub fn workspace(&self) -> &Path {
        self.workspace.path()
    }

    /// Starts it at free ports, or at the receiver's port of an earlier start.
    pub async fn serve(&self, receive: &str) -> Started {
        let ready_file = self.workspace().join("ready.json");
        let _ = std::fs::remove_file(&ready_file);
        let mut child = Command::new(&self.path)
            .args(["serve", "--receive", receive, "--control", "127.0.0.1:0"])
            .arg("--data")
            .arg(self.workspace())
            .arg("--ready-file")
            .arg(&ready_file)
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        // It says where to look once everything listens.
        let said = tokio::time::timeout(PATIENCE, async {
            while let Some(line) = lines.next_line().await.expect("its output") {
                if line.starts_with("Open") {
                    return true;
                }
            }
            false
        });
        assert_eq!(said.await, Ok(true), "the program is ready");
        Started { child, client: Client::from_ready_file(&ready_file) }
    }

    /// Runs it to its end: whether it succeeded, and what it wrote to standard error.
    pub async fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = Command::new(&self.path).args(arguments).output().await.expect("the program starts");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

impl Default for Program {
    fn default() -> Self {
        Self::new()
    }
}

impl Started {
    /// Kills it with SIGKILL: nothing of it runs any more when this returns.
    pub async fn kill(mut self) {
        self.child.kill().await.expect("the program is killed");
    }
}
