//! The hostile sender at work: attacks a receiver, one attack after the other, and keeps the score card.
//!
//! ```text
//! LabRequest ──▶ Aim (where, signed how) ──▶ for each attack: Forge ──▶ Wire ──▶ Seen ──▶ judge (pure) ──▶ LabRun, kept
//! ```
//!
//! Who takes part: one task for each run, at most [`RUNS_AT_A_TIME`]. It ends when all attacks were made, when the first
//! right request is not taken, when a person cancels it, or with the program.
//!
//! Guaranteed: each result is kept before the next attack is made; no attack takes longer than its limit; a secret is
//! never kept with a run. A run that the program left unfinished is cancelled at the next start, and keeps what it found.
//!
//! Not guaranteed: that a receiver which passes acts only once on a duplicate. That cannot be seen from outside.

mod attacks;
mod forge;
mod wire;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use domain::id::LabRunId;
use domain::lab::{Attack, AttackResult, Judged, Judgement, LabOptions, LabRun, LabState, judge};
use domain::{Headers, SchemeName};
use store::{Store, StoreError};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::changes::{Change, Changes};
use crate::clock::Clock;
use crate::configuration::{Configuration, ConfigurationError};
use crate::entropy::Entropy;
use crate::target::{Aim, AimError, Signing, Target};
use attacks::{Attacker, Made};
use forge::Forge;
use wire::Wire;

/// Runs at a time.
pub const RUNS_AT_A_TIME: usize = 4;
/// Largest burst.
pub const BURST_MAX: u32 = 200;
/// Largest oversized body, in bytes.
pub const OVERSIZED_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// The hostile sender.
pub struct Lab {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) configuration: Arc<Configuration>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) changes: Changes,
    pub(crate) background: TaskTracker,
    pub(crate) stopping: CancellationToken,
    pub(crate) running: Arc<Mutex<HashMap<LabRunId, CancellationToken>>>,
}

/// A run to be made.
#[derive(Debug)]
pub struct LabRequest {
    /// The receiver.
    pub target: Target,
    /// The slug of the provider it is like.
    pub provider: Option<String>,
    /// How to sign; the target's own way when left out, or the provider's.
    pub scheme: Option<SchemeName>,
    /// What to sign with; the target's own secrets when left out. It is not kept.
    pub secret: Option<String>,
    /// What to try. The right request always comes first.
    pub attacks: Vec<Attack>,
    /// The kind of the events.
    pub event_type: String,
    /// The payload; one like the provider's when left out.
    pub body: Option<Bytes>,
    /// Further header fields.
    pub headers: Headers,
    /// The measures.
    pub options: LabOptions,
}

/// Why a run was not begun.
#[derive(Debug, thiserror::Error)]
pub enum LabError {
    /// A measure is out of bounds.
    #[error("{reason}")]
    Options {
        /// The measure.
        field: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// A right request cannot be made.
    #[error("a right request cannot be made: {0}")]
    Signing(String),
    /// Too many at a time.
    #[error("{RUNS_AT_A_TIME} runs are going on already")]
    Busy,
    /// There is no such run.
    #[error("there is no such run")]
    NotFound,
    /// It goes on, and would write itself anew.
    #[error("the run is still going on")]
    StillRunning,
    /// Something it names is unknown.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<AimError> for LabError {
    fn from(error: AimError) -> Self {
        match error {
            AimError::Secret(reason) => Self::Signing(reason),
            AimError::Configuration(error) => error.into(),
        }
    }
}

impl Lab {
    /// Ends runs that an earlier program left.
    pub(crate) async fn recover(&self) -> Result<(), StoreError> {
        for mut run in self.store.lab_runs().await? {
            if run.state == LabState::Running {
                (run.state, run.ended_at) = (LabState::Cancelled, Some(self.clock.now()));
                self.store.put_lab_run(run).await?;
            }
        }
        Ok(())
    }

    /// Begins a run.
    ///
    /// # Errors
    /// When it cannot be signed, is out of bounds, or there are too many. Nothing was sent then.
    pub async fn start(&self, request: LabRequest) -> Result<LabRun, LabError> {
        check(&request.options)?;
        let now = self.clock.now();
        let signing = Signing {
            provider: request.provider.as_deref(),
            scheme: request.scheme.as_ref(),
            secret: request.secret.as_deref(),
        };
        let aim = Aim::take(&self.configuration.snapshot(), &request.target, signing)?;
        let run = LabRun {
            id: self.entropy.id(now),
            url: aim.url.clone(),
            scheme: aim.scheme_word.clone(),
            attacks: in_order(&request.attacks),
            options: request.options,
            state: LabState::Running,
            started_at: now,
            ended_at: None,
            results: Vec::new(),
        };
        let attacker = Attacker {
            wire: Wire::new(self.clock.clone(), aim.access.clone()),
            forge: Forge { aim, event_type: request.event_type, body: request.body, headers: request.headers },
            options: request.options,
            clock: self.clock.clone(),
            entropy: self.entropy.clone(),
        };
        attacker.forge.right(self.entropy.uuid(now), now).map_err(LabError::Signing)?;
        let cancelling = self.stopping.child_token();
        {
            let mut running = self.running();
            if running.len() >= RUNS_AT_A_TIME {
                return Err(LabError::Busy);
            }
            running.insert(run.id, cancelling.clone());
        }
        if let Err(error) = self.keep(&run).await {
            self.running().remove(&run.id);
            return Err(error.into());
        }
        let conducting = Conducting {
            store: self.store.clone(),
            clock: self.clock.clone(),
            changes: self.changes.clone(),
            running: self.running.clone(),
            cancelling,
        };
        self.background.spawn(conducting.conduct(attacker, run.clone()));
        Ok(run)
    }

    /// Runs that are kept, newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn runs(&self) -> Result<Vec<LabRun>, StoreError> {
        self.store.lab_runs().await
    }

    /// One run.
    ///
    /// # Errors
    /// When it is not kept.
    pub async fn run(&self, id: LabRunId) -> Result<LabRun, LabError> {
        self.runs().await?.into_iter().find(|run| run.id == id).ok_or(LabError::NotFound)
    }

    /// Ends a run; what it found is kept. One that ended already stays as it is.
    ///
    /// # Errors
    /// When it is not kept.
    pub async fn cancel(&self, id: LabRunId) -> Result<LabRun, LabError> {
        if let Some(cancelling) = self.running().get(&id) {
            cancelling.cancel();
        }
        self.run(id).await
    }

    /// Deletes a run that ended.
    ///
    /// # Errors
    /// When it goes on, or is not kept.
    pub async fn delete(&self, id: LabRunId) -> Result<(), LabError> {
        if self.running().contains_key(&id) || self.run(id).await?.state == LabState::Running {
            return Err(LabError::StillRunning);
        }
        self.store.delete_lab_run(id).await?;
        self.changes.mark(Change::Lab);
        Ok(())
    }

    async fn keep(&self, run: &LabRun) -> Result<(), StoreError> {
        self.store.put_lab_run(run.clone()).await?;
        self.changes.mark(Change::Lab);
        Ok(())
    }

    fn running(&self) -> MutexGuard<'_, HashMap<LabRunId, CancellationToken>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a run needs while it goes on.
struct Conducting {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    changes: Changes,
    running: Arc<Mutex<HashMap<LabRunId, CancellationToken>>>,
    cancelling: CancellationToken,
}

impl Conducting {
    async fn conduct(self, attacker: Attacker, mut run: LabRun) {
        run.state = LabState::Finished;
        for attack in run.attacks.clone() {
            let result = tokio::select! {
                result = self.attack(&attacker, attack) => result,
                () = self.cancelling.cancelled() => {
                    run.state = LabState::Cancelled;
                    break;
                }
            };
            let is_hopeless = attack == Attack::Baseline && result.judgement != Judgement::Pass;
            run.results.push(result);
            if is_hopeless {
                break;
            }
            self.keep(LabRun { state: LabState::Running, ..run.clone() }).await;
        }
        run.ended_at = Some(self.clock.now());
        self.running.lock().unwrap_or_else(PoisonError::into_inner).remove(&run.id);
        self.keep(run).await;
    }

    async fn attack(&self, attacker: &Attacker, attack: Attack) -> AttackResult {
        let started = self.clock.now();
        let (seen, Judged { judgement, found }) = match attacker.make(attack).await {
            Ok(Made::Seen(seen)) => {
                let judged = judge(attack, &seen, &attacker.options);
                (seen, judged)
            }
            Ok(Made::NotApplicable(found)) => (Vec::new(), Judged { judgement: Judgement::NotApplicable, found }),
            Err(reason) => {
                let found = format!("It could not be made: {reason}.");
                (Vec::new(), Judged { judgement: Judgement::NotJudged, found })
            }
        };
        let took = self.clock.now().since(started);
        AttackResult { attack, judgement, found, seen, took_ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX) }
    }

    /// Keeps a run as it is now. Where the store cannot be written, the run goes on and is kept with its next result.
    async fn keep(&self, run: LabRun) {
        if let Err(error) = self.store.put_lab_run(run).await {
            tracing::error!(error = &error as &dyn std::error::Error, "a run of the hostile sender is not kept");
        }
        self.changes.mark(Change::Lab);
    }
}

/// The right request first, then what is asked for, in the order in which attacks are made.
fn in_order(asked: &[Attack]) -> Vec<Attack> {
    let is_made = |attack: &Attack| *attack == Attack::Baseline || asked.contains(attack);
    Attack::ALL.into_iter().filter(is_made).collect()
}

fn check(options: &LabOptions) -> Result<(), LabError> {
    let refuse = |field, reason: String| Err(LabError::Options { field, reason });
    if !(1..=BURST_MAX).contains(&options.burst) {
        return refuse("options.burst", format!("a burst has 1 to {BURST_MAX} requests"));
    }
    if !(1..=OVERSIZED_BYTES_MAX).contains(&options.oversized_bytes) {
        return refuse("options.oversized_bytes", format!("an oversized body has 1 to {OVERSIZED_BYTES_MAX} bytes"));
    }
    if !(1..=domain::lab::ATTACK_MS_MAX).contains(&options.attack_ms) {
        let reason = format!("an attack takes 1 to {} milliseconds", domain::lab::ATTACK_MS_MAX);
        return refuse("options.attack_ms", reason);
    }
    if !(1..=options.attack_ms).contains(&options.slow_ms) {
        return refuse(
            "options.slow_ms",
            "slow bodies take at least a millisecond, at most the whole attack".to_owned(),
        );
    }
    Ok(())
}
