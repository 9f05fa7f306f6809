//! The product: the real program in a process of its own, and its API.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::sender::Target;

/// How long a start, a stop, or recording what was delivered may take.
const PATIENCE: Duration = Duration::from_secs(120);
/// How often something is looked at while it is waited for.
const LOOK: Duration = Duration::from_millis(2);

/// The program, running.
pub struct Product {
    child: Child,
    http: reqwest::Client,
    receive: String,
    control: String,
    token: String,
    folder: PathBuf,
}

/// The program that was built with this one.
fn program() -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    let path = own.with_file_name(format!("tacklebox{}", std::env::consts::EXE_SUFFIX));
    if !path.exists() {
        bail!("`{}` is not there; `cargo xtask bench` builds it", path.display());
    }
    Ok(path)
}

fn command(folder: &Path, receive: &str) -> Result<Command> {
    let mut command = Command::new(program()?);
    command
        .args(["serve", "--receive", receive, "--control", "127.0.0.1:0"])
        .arg("--data")
        .arg(folder)
        .arg("--ready-file")
        .arg(folder.join("ready.json"))
        .stdout(Stdio::null())
        .kill_on_drop(true);
    Ok(command)
}

/// An HTTP client like the product's own.
pub fn http_client() -> Result<reqwest::Client> {
    Ok(reqwest::Client::builder()
        .no_proxy()
        .http1_only()
        .tcp_nodelay(true)
        .pool_max_idle_per_host(usize::MAX)
        .build()?)
}

impl Product {
    /// Starts it on the workspace in a folder.
    pub async fn start(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let ready_file = folder.join("ready.json");
        let _ = std::fs::remove_file(&ready_file);
        let child = command(folder, "127.0.0.1:0")?.spawn().context("could not start the program")?;
        let started = Instant::now();
        let mut looks = tokio::time::interval(LOOK);
        let ready = loop {
            if let Ok(text) = std::fs::read(&ready_file) {
                break serde_json::from_slice::<Value>(&text)?;
            }
            if started.elapsed() > PATIENCE {
                bail!("the program did not become ready");
            }
            looks.tick().await;
        };
        let text = |name: &str| ready[name].as_str().map(str::to_owned).with_context(|| format!("no `{name}`"));
        Ok(Self {
            child,
            http: http_client()?,
            receive: text("receive")?,
            control: text("control")?,
            token: text("token")?,
            folder: folder.to_owned(),
        })
    }

    /// How long it takes from starting the program until its receiver takes a connection.
    pub async fn time_to_listening(folder: &Path) -> Result<Duration> {
        let address = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let started = Instant::now();
        let child = command(folder, &address.to_string())?.spawn()?;
        let mut looks = tokio::time::interval(Duration::from_millis(1));
        while TcpStream::connect(address).await.is_err() {
            if started.elapsed() > PATIENCE {
                bail!("the program did not listen");
            }
            looks.tick().await;
        }
        let elapsed = started.elapsed();
        interrupt(child).await?;
        Ok(elapsed)
    }

    /// Where events are published through the API.
    pub fn publishing(&self) -> Result<Target> {
        Ok(Target::new(&self.control, "/api/v1/events?type=order.paid")?.with_token(&self.token))
    }

    /// Where a list of the API is read.
    pub fn reading(&self, path_and_query: &str) -> reqwest::RequestBuilder {
        self.http.get(format!("{}/api/v1{path_and_query}", self.control)).bearer_auth(&self.token)
    }

    /// Where the receiver takes events of a new source that checks nothing.
    pub async fn open_source(&self, slug: &str) -> Result<Target> {
        let source = json!({ "name": slug, "slug": slug, "provider": "none", "unsigned": "accept" });
        self.post("/sources", source).await?;
        Target::new(&self.receive, format!("/in/{slug}"))
    }

    /// Makes a destination, and a subscription of everything to it. Both ids.
    pub async fn forward_everything(&self, destination: Value) -> Result<(String, String)> {
        let destination = id_of(&self.post("/destinations", destination).await?)?;
        let subscription = json!({ "event_types": ["*"], "destination_id": destination });
        let subscription = id_of(&self.post("/subscriptions", subscription).await?)?;
        Ok((destination, subscription))
    }

    /// Switches a subscription on or off.
    pub async fn switch(&self, subscription_id: &str, is_enabled: bool) -> Result<()> {
        let url = format!("{}/api/v1/subscriptions/{subscription_id}", self.control);
        let patch = json!({ "is_enabled": is_enabled }).to_string();
        let request = self.http.patch(url).bearer_auth(&self.token).header("content-type", "application/json");
        request.body(patch).send().await?.error_for_status()?;
        Ok(())
    }

    /// Waits until so many deliveries are recorded as delivered, by all destinations together.
    pub async fn recorded(&self, count: usize) -> Result<()> {
        let started = Instant::now();
        let mut looks = tokio::time::interval(LOOK);
        loop {
            let answer: Value = parsed(self.reading("/destinations").send().await?).await?;
            let destinations = answer["items"].as_array().context("no destinations")?;
            let delivered: u64 = destinations.iter().filter_map(|item| item["delivered_count"].as_u64()).sum();
            if delivered >= count as u64 {
                return Ok(());
            }
            if started.elapsed() > PATIENCE {
                bail!("waited in vain for {count} recorded deliveries; there are {delivered}");
            }
            looks.tick().await;
        }
    }

    /// Its resident memory in KiB; `None` where the system does not say.
    pub fn resident_kib(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()?)).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.trim().trim_end_matches(" kB").parse().ok()
    }

    /// The folder of its workspace.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Has it stop as a person would, and waits until everything is on the disk.
    pub async fn stop(self) -> Result<()> {
        interrupt(self.child).await
    }

    /// Ends it at once.
    pub async fn kill(mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }

    async fn post(&self, path: &str, body: Value) -> Result<Value> {
        let url = format!("{}/api/v1{path}", self.control);
        let request = self.http.post(url).bearer_auth(&self.token).header("content-type", "application/json");
        parsed(request.body(body.to_string()).send().await?).await
    }
}

/// The bytes that the database in a folder takes, the write-ahead log too.
pub fn database_bytes(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("tacklebox.sqlite") {
            bytes += entry.metadata()?.len();
        }
    }
    Ok(bytes)
}

fn id_of(answer: &Value) -> Result<String> {
    answer["id"].as_str().map(str::to_owned).context("an answer without an id")
}

async fn parsed(response: reqwest::Response) -> Result<Value> {
    let status = response.status();
    let body = response.bytes().await?;
    if !status.is_success() {
        bail!("answered {status}: {}", String::from_utf8_lossy(&body));
    }
    Ok(serde_json::from_slice(&body)?)
}

#[cfg(unix)]
async fn interrupt(mut child: Child) -> Result<()> {
    if let Some(id) = child.id() {
        Command::new("kill").args(["-TERM", &id.to_string()]).status().await?;
    }
    tokio::time::timeout(PATIENCE, child.wait()).await.context("the program did not stop")??;
    Ok(())
}

#[cfg(not(unix))]
async fn interrupt(mut child: Child) -> Result<()> {
    child.kill().await?;
    Ok(())
}
