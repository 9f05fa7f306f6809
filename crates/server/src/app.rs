//! Puts everything together and starts it; the headless program and the desktop app start the same.

use std::sync::Arc;

use api::{ApiState, ChangeNotice, ReceiverFacts};
use axum::Router;
use domain::Provider;
use domain::source::{Reply, Unsigned};
use engine::egress::HttpEgress;
use engine::{Alert, Clock, Engine, EngineParts, Entropy, NewSource, SystemClock, SystemEntropy};
use futures_util::Stream;
use store_sqlite::SqliteStore;
use tokio::net::TcpListener;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::configuration::Configuration;
use crate::connections::{self, serve};
use crate::control::Control;
use crate::error::StartError;
use crate::ready_file::{self, Ready};
use crate::receiver::Receiver;
use crate::workspace::Workspace;

/// Everything, running.
pub struct App {
    engine: Arc<Engine>,
    state: ApiState,
    router: Router,
    control_url: Option<String>,
    token: String,
    stopping: CancellationToken,
    connections: TaskTracker,
}

impl App {
    /// Starts everything. When it returns, both listeners take connections.
    ///
    /// # Errors
    /// When the workspace cannot be used, or no address can be listened at.
    pub async fn start(configuration: Configuration) -> Result<Self, StartError> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy::default());
        let workspace = Workspace::open(&configuration.data_dir)?;
        let token = workspace.token(entropy.as_ref())?;
        let master_key = workspace.master_key(entropy.as_ref())?;
        let store = SqliteStore::open(&workspace.database(), clock.now()).await.map_err(StartError::Store)?;
        let engine = Engine::start(EngineParts {
            store: Arc::new(store),
            egress: Arc::new(HttpEgress::new(clock.clone())?),
            clock,
            entropy,
            master_key,
            program_path: configuration.program_path.clone(),
        });
        let engine = Arc::new(engine.await?);
        make_first_source(&engine).await?;

        let receive = connections::listen(configuration.receive).await?;
        let control = match configuration.control {
            Some(listen) => Some(connections::listen(listen).await?),
            None => None,
        };
        let receiver = ReceiverFacts {
            url: url_of(&receive),
            problem: None,
            own_ports: [Some(&receive), control.as_ref()].into_iter().flatten().filter_map(port_of).collect(),
            version: env!("CARGO_PKG_VERSION"),
        };
        let state = ApiState { engine: engine.clone(), receiver: Arc::new(receiver) };
        let (router, _) = api::router(state.clone());
        let mut app = Self {
            engine,
            state,
            router,
            control_url: control.as_ref().map(url_of),
            token,
            stopping: CancellationToken::new(),
            connections: TaskTracker::new(),
        };
        app.serve(receive, control);
        if let Some(path) = &configuration.ready_file {
            let ready = Ready {
                receive: &app.state.receiver.url,
                control: app.control_url.as_deref(),
                token: &app.token,
                pid: std::process::id(),
            };
            ready_file::write(path, &ready)?;
        }
        Ok(app)
    }

    /// The API, for callers in this process: they need no token.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Where the receiver listens: `http://127.0.0.1:4665`.
    pub fn receive_url(&self) -> String {
        self.state.receiver.url.clone()
    }

    /// Where the control listener listens, when there is one.
    pub fn control_url(&self) -> Option<&str> {
        self.control_url.as_deref()
    }

    /// The address at which a browser finds the interface, token included.
    pub fn browser_url(&self) -> Option<String> {
        self.control_url.as_ref().map(|url| format!("{url}/#token={}", self.token))
    }

    /// Notices of what became stale, at most ten a second. The first names everything.
    pub fn changes(&self) -> impl Stream<Item = ChangeNotice> + Send + use<> {
        self.state.notices()
    }

    /// What people are to be told.
    pub fn alerts(&self) -> broadcast::Receiver<Alert> {
        self.engine.alerts().subscribe()
    }

    /// Stops: no new connections, requests and attempts under way get a few seconds to end.
    pub async fn stop(self) {
        self.stopping.cancel();
        self.engine.stop().await;
    }

    fn serve(&mut self, receive: TcpListener, control: Option<TcpListener>) {
        let (stopping, tasks) = (&self.stopping, &self.connections);
        let receiver = Receiver::new(self.engine.clone());
        tasks.spawn(serve(receive, receiver, stopping.clone(), tasks.clone()));
        if let Some(listener) = control {
            let port = port_of(&listener).unwrap_or_default();
            let control = Control::new(self.router.clone(), self.token.clone(), port);
            tasks.spawn(serve(listener, control, stopping.clone(), tasks.clone()));
        }
    }
}

/// A new workspace can receive at once: its first source takes anything, and checks what is signed.
async fn make_first_source(engine: &Engine) -> Result<(), StartError> {
    if !engine.configuration().snapshot().sources().is_empty() {
        return Ok(());
    }
    let first = NewSource {
        deduplication: None,
        name: "Inbox".to_owned(),
        slug: None,
        provider: Provider::standard_webhooks(),
        secrets: Vec::new(),
        public_url: None,
        channel_url: None,
        unsigned: Unsigned::Accept,
        reply: Reply::default(),
    };
    engine.configuration().create_source(first).await.map_err(engine::StartError::from)?;
    Ok(())
}

fn url_of(listener: &TcpListener) -> String {
    listener.local_addr().map(|address| format!("http://{address}")).unwrap_or_default()
}

fn port_of(listener: &TcpListener) -> Option<u16> {
    listener.local_addr().ok().map(|address| address.port())
}
