//! Puts the parts together, starts and stops them.

use std::sync::{Arc, Mutex};

use domain::id::{DeliveryId, DestinationId, EventId};
use domain::{EventTypeName, Health, Timestamp};
use store::{Store, StoreError};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::alerts::Alerts;
use crate::bodies::Bodies;
use crate::bulk_replays::{BulkReplays, ReplayWatch};
use crate::changes::Changes;
use crate::channels::Channels;
use crate::clock::Clock;
use crate::compare::Comparisons;
use crate::configuration::{Configuration, ConfigurationError};
use crate::dead_letters::DeadLetters;
use crate::dispatch::{Dispatch, DispatchParts};
use crate::doorbell::{Activity, Doorbell};
use crate::egress::Egress;
use crate::entropy::Entropy;
use crate::event_catalog::EventCatalog;
use crate::exports::Exports;
use crate::imports::Imports;
use crate::intake::Intake;
use crate::issues::{Issues, IssuesParts};
use crate::lab::Lab;
use crate::learning::Learning;
use crate::loose::LoosePayloads;
use crate::mocks::Mocks;
use crate::probe::{self, Probe};
use crate::replay::{Replay, ReplayError};
use crate::retention::Retention;
use crate::routing::Routing;
use crate::test_event::TestEvents;
use crate::trigger::Triggers;
use crate::tunnel::Tunnels;
use crate::vault::{MasterKey, Vault};

/// What an engine is put together from.
pub struct EngineParts {
    /// Where everything is kept.
    pub store: Arc<dyn Store>,
    /// The way out.
    pub egress: Arc<dyn Egress>,
    /// The time of day.
    pub clock: Arc<dyn Clock>,
    /// Ids and chance.
    pub entropy: Arc<dyn Entropy>,
    /// Opens the secrets.
    pub master_key: MasterKey,
    /// Where installed programs are looked for, as in `PATH`; nowhere when left out.
    pub program_path: Option<std::ffi::OsString>,
}

/// A running engine.
pub struct Engine {
    store: Arc<dyn Store>,
    egress: Arc<dyn Egress>,
    clock: Arc<dyn Clock>,
    changes: Changes,
    alerts: Arc<Alerts>,
    configuration: Arc<Configuration>,
    dispatch: Arc<Dispatch>,
    intake: Arc<Intake>,
    channels: Arc<Channels>,
    tunnels: Tunnels,
    replay: Replay,
    test_events: TestEvents,
    triggers: Triggers,
    event_catalog: EventCatalog,
    retention: Arc<Retention>,
    bulk_replays: Arc<BulkReplays>,
    mocks: Arc<Mocks>,
    bodies: Arc<Bodies>,
    comparisons: Comparisons,
    imports: Imports,
    exports: Arc<Exports>,
    issues: Arc<Issues>,
    dead_letters: DeadLetters,
    lab: Lab,
    background: TaskTracker,
    stopping: CancellationToken,
}

/// Why an engine could not be started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The configuration could not be read.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// The store could not be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Engine {
    /// Starts an engine. Deliveries that an earlier run left in flight are tried again at once.
    ///
    /// # Errors
    /// When the store cannot be used, or its secrets were sealed under another master key.
    pub async fn start(parts: EngineParts) -> Result<Self, StartError> {
        let EngineParts { store, egress, clock, entropy, master_key, program_path } = parts;
        let changes = Changes::default();
        let alerts = Arc::new(Alerts::default());
        let vault = Vault::new(&master_key);
        let loading = Configuration::load(store.clone(), vault, clock.clone(), entropy.clone(), changes.clone());
        let configuration = Arc::new(loading.await?);
        let run = store.begin_run(clock.now()).await?;
        if run.interrupted > 0 {
            tracing::info!(interrupted = run.interrupted, "deliveries of an earlier run are tried again");
        }
        let (background, stopping) = (TaskTracker::new(), CancellationToken::new());
        let issues = Arc::new(
            Issues::load(IssuesParts {
                store: store.clone(),
                configuration: configuration.clone(),
                clock: clock.clone(),
                entropy: entropy.clone(),
                changes: changes.clone(),
                alerts: alerts.clone(),
            })
            .await?,
        );
        background.spawn(issues.clone().run());
        let routing = Arc::new(Routing::load(store.as_ref(), entropy.clone()).await?);
        let replay_doorbell = Arc::new(Doorbell::default());
        let replay_watch = Arc::new(ReplayWatch::new(replay_doorbell.clone()));
        let dispatch = Arc::new(Dispatch::new(DispatchParts {
            store: store.clone(),
            configuration: configuration.clone(),
            egress: egress.clone(),
            clock: clock.clone(),
            entropy: entropy.clone(),
            changes: changes.clone(),
            alerts: alerts.clone(),
            issues: issues.clone(),
            routing: routing.clone(),
            replay_watch: replay_watch.clone(),
            lease: run.lease,
        }));
        dispatch.start();
        let retention = Arc::new(Retention {
            store: store.clone(),
            configuration: configuration.clone(),
            clock: clock.clone(),
            changes: changes.clone(),
            stopping: stopping.clone(),
        });
        background.spawn(retention.clone().run());
        let bulk_replays = Arc::new(BulkReplays {
            store: store.clone(),
            configuration: configuration.clone(),
            dispatch: dispatch.clone(),
            routing: routing.clone(),
            clock: clock.clone(),
            entropy: entropy.clone(),
            changes: changes.clone(),
            watch: replay_watch,
            stopping: stopping.clone(),
            paces: Mutex::default(),
            doorbell: replay_doorbell,
            activity: Activity::default(),
            looks_again_at: Mutex::default(),
        });
        background.spawn(bulk_replays.clone().run());
        let learning = Arc::new(Learning {
            store: store.clone(),
            configuration: configuration.clone(),
            clock: clock.clone(),
            changes: changes.clone(),
            alerts: alerts.clone(),
            stopping: stopping.clone(),
            turn: tokio::sync::Mutex::default(),
        });
        background.spawn(learning.clone().run());
        let mocks = Arc::new(Mocks::new(configuration.clone(), clock.clone(), entropy.clone(), changes.clone()));
        let bodies = Arc::new(Bodies {
            store: store.clone(),
            clock: clock.clone(),
            mocks: mocks.clone(),
            loose: LoosePayloads::default(),
            stopping: stopping.clone(),
            kept: Mutex::default(),
            opening: tokio::sync::Mutex::default(),
        });
        background.spawn(bodies.clone().run());
        let intake = Arc::new(Intake {
            store: store.clone(),
            configuration: configuration.clone(),
            routing: routing.clone(),
            dispatch: dispatch.clone(),
            clock: clock.clone(),
            entropy: entropy.clone(),
            changes: changes.clone(),
        });
        let channels = Arc::new(Channels {
            intake: intake.clone(),
            configuration: configuration.clone(),
            clock: clock.clone(),
            entropy: entropy.clone(),
            changes: changes.clone(),
            background: background.clone(),
            stopping: stopping.clone(),
            feeds: Mutex::default(),
        });
        background.spawn(channels.clone().run());
        let tunnels = Tunnels {
            program_path,
            clock: clock.clone(),
            changes: changes.clone(),
            background: background.clone(),
            stopping: stopping.clone(),
            current: Arc::default(),
        };
        let lab = Lab {
            store: store.clone(),
            configuration: configuration.clone(),
            clock: clock.clone(),
            entropy: entropy.clone(),
            changes: changes.clone(),
            background: background.clone(),
            stopping: stopping.clone(),
            running: Arc::default(),
        };
        lab.recover().await?;
        Ok(Self {
            mocks,
            comparisons: Comparisons::new(store.clone(), bodies.clone()),
            bodies,
            imports: Imports { intake: intake.clone(), configuration: configuration.clone() },
            exports: Arc::new(Exports {
                store: store.clone(),
                configuration: configuration.clone(),
                clock: clock.clone(),
            }),
            lab,
            event_catalog: EventCatalog {
                store: store.clone(),
                clock: clock.clone(),
                changes: changes.clone(),
                learning,
            },
            triggers: Triggers {
                store: store.clone(),
                configuration: configuration.clone(),
                egress: egress.clone(),
                clock: clock.clone(),
                entropy: entropy.clone(),
                changes: changes.clone(),
            },
            intake,
            channels,
            tunnels,
            replay: Replay {
                store: store.clone(),
                configuration: configuration.clone(),
                routing,
                dispatch: dispatch.clone(),
                clock: clock.clone(),
                entropy: entropy.clone(),
                changes: changes.clone(),
            },
            dead_letters: DeadLetters {
                store: store.clone(),
                bulk_replays: bulk_replays.clone(),
                clock: clock.clone(),
                entropy: entropy.clone(),
                changes: changes.clone(),
            },
            test_events: TestEvents {
                configuration: configuration.clone(),
                egress: egress.clone(),
                clock: clock.clone(),
                entropy,
            },
            store,
            egress,
            clock,
            changes,
            alerts,
            configuration,
            dispatch,
            retention,
            bulk_replays,
            issues,
            background,
            stopping,
        })
    }

    /// Takes events in.
    pub fn intake(&self) -> &Intake {
        &self.intake
    }

    /// Does what people ask of deliveries.
    pub const fn replay(&self) -> &Replay {
        &self.replay
    }

    /// Sends test events.
    pub const fn test_events(&self) -> &TestEvents {
        &self.test_events
    }

    /// What is known of the kinds of events.
    pub const fn event_catalog(&self) -> &EventCatalog {
        &self.event_catalog
    }

    /// What puts the receiver on the internet.
    pub const fn tunnels(&self) -> &Tunnels {
        &self.tunnels
    }

    /// The channels that feed sources.
    pub fn channels(&self) -> &Channels {
        &self.channels
    }

    /// The hostile sender.
    pub const fn lab(&self) -> &Lab {
        &self.lab
    }

    /// Sends payloads by hand.
    pub const fn triggers(&self) -> &Triggers {
        &self.triggers
    }

    /// Makes many deliveries once more.
    pub fn bulk_replays(&self) -> &BulkReplays {
        &self.bulk_replays
    }

    /// Bodies open for reading.
    pub fn bodies(&self) -> &Bodies {
        &self.bodies
    }

    /// Compares payloads.
    pub const fn comparisons(&self) -> &Comparisons {
        &self.comparisons
    }

    /// Receives what others wrote.
    pub const fn imports(&self) -> &Imports {
        &self.imports
    }

    /// Writes events for others.
    pub const fn exports(&self) -> &Arc<Exports> {
        &self.exports
    }

    /// What failures have in common.
    pub fn issues(&self) -> &Issues {
        &self.issues
    }

    /// Deliveries that gave up.
    pub const fn dead_letters(&self) -> &DeadLetters {
        &self.dead_letters
    }

    /// Mock destinations at work.
    pub fn mocks(&self) -> &Mocks {
        &self.mocks
    }

    /// Lets go of the past.
    pub fn retention(&self) -> &Retention {
        &self.retention
    }

    /// What people configured.
    pub fn configuration(&self) -> &Configuration {
        &self.configuration
    }

    /// For reading what is kept. Everything that changes something goes through the engine.
    pub fn store(&self) -> &dyn Store {
        self.store.as_ref()
    }

    /// The engine's clock.
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// What becomes stale.
    pub const fn changes(&self) -> &Changes {
        &self.changes
    }

    /// Who is told of failures.
    pub fn alerts(&self) -> &Alerts {
        &self.alerts
    }

    /// Publishes a test event and delivers it to one destination alone, without retries.
    ///
    /// # Errors
    /// When the destination is unknown, or the store cannot write.
    pub async fn test_destination(
        &self,
        destination_id: DestinationId,
        event_type: EventTypeName,
    ) -> Result<(EventId, DeliveryId), ReplayError> {
        self.configuration.snapshot().destination(destination_id)?;
        let event_id = self.intake.capture_test_event(event_type).await?;
        let delivery_id = self.replay.test(event_id, destination_id).await?;
        Ok((event_id, delivery_id))
    }

    /// Looks how a destination is now, without sending an event.
    ///
    /// # Errors
    /// When the destination is unknown.
    pub async fn probe_destination(&self, id: DestinationId) -> Result<Probe, ConfigurationError> {
        let destination = self.configuration.snapshot().destination(id)?.clone();
        Ok(probe::probe(&destination, self.egress.as_ref(), self.clock.as_ref()).await)
    }

    /// Has a destination take deliveries again, whatever it did before.
    ///
    /// # Errors
    /// When it is unknown, or the store cannot be written.
    pub async fn enable_destination(&self, id: DestinationId) -> Result<(), ConfigurationError> {
        self.configuration.set_health(id, Health::Closed, None).await?;
        self.dispatch.open_gate(id);
        Ok(())
    }

    /// When the engine looks again at what is due; `None` when nothing waits for a time.
    pub fn looks_again_at(&self) -> Option<Timestamp> {
        [self.dispatch.looks_again_at(), self.bulk_replays.looks_again_at(), self.issues.looks_again_at()]
            .into_iter()
            .flatten()
            .min()
    }

    /// Looks at what is due: a destination was resumed, or the computer woke up.
    pub fn wake(&self) {
        self.dispatch.wake();
        self.issues.wake();
    }

    /// Waits until nothing is in flight and nothing is due.
    pub async fn rest(&self) {
        while !self.is_resting() {
            self.dispatch.rest().await;
            self.bulk_replays.rest().await;
            self.issues.rest().await;
        }
    }

    /// Whether nothing is in flight and nothing is due.
    pub fn is_resting(&self) -> bool {
        self.dispatch.is_resting() && self.bulk_replays.is_resting() && self.issues.is_resting()
    }

    /// Stops: attempts in flight get a few seconds to end, then the store is closed.
    pub async fn stop(&self) {
        self.stopping.cancel();
        self.background.close();
        self.dispatch.stop().await;
        // After the last attempts, so that their failures are written into their issues.
        self.issues.stop();
        self.background.wait().await;
        self.store.close().await;
    }
}

impl Drop for Engine {
    /// An engine that is dropped begins nothing new; what it has in its hands is tried again by the next run.
    fn drop(&mut self) {
        self.stopping.cancel();
        self.issues.stop();
        self.dispatch.abandon();
    }
}
