//! What people configured, ready for use: read from the store once, kept in memory, replaced after every change.
//!
//! Receiving and delivering read a [`Snapshot`] and never ask the store for configuration. Changes go one at a time:
//! check against the snapshot, write, read everything anew, mark the change. Secrets are opened from the vault into the
//! snapshot, and leave it only as the bytes lent to `signatures` for one call, or through [`Configuration::reveal`].

mod access;
mod destinations;
mod edits;
mod error;
mod image;
mod key_ring;
mod mocks;
mod providers;
mod saved_views;
mod secrets;
mod settings;
mod snapshot;
mod sources;
mod subscriptions;
mod undo;

use std::sync::{Arc, PoisonError, RwLock};

use domain::Timestamp;
use store::Store;
use tokio::sync::{Mutex, MutexGuard};

pub use access::AccessPatch;
pub use destinations::{DestinationPatch, NewDestination, address_of};
pub use edits::{Edit, EditedPart};
pub use error::ConfigurationError;
pub use key_ring::KeyRing;
pub use saved_views::{NewSavedView, SavedViewPatch};
pub use secrets::SecretShown;
pub use snapshot::{ConfiguredDestination, ConfiguredSource, Snapshot};
pub use sources::{NewSource, SourcePatch};
pub use subscriptions::{NewSubscription, SubscriptionPatch};
pub use undo::{CHANGES_KEPT, ConfigurationChange, Did};

use crate::changes::{Change, Changes};
use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::vault::Vault;

use image::Image;
use undo::UndoLog;

/// What people configured.
pub struct Configuration {
    store: Arc<dyn Store>,
    vault: Vault,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    changes: Changes,
    snapshot: RwLock<Arc<Snapshot>>,
    writing: Mutex<()>,
    /// The rows as they were after the last change that a person made.
    image: Mutex<Image>,
    undo_log: Mutex<UndoLog>,
}

impl Configuration {
    /// Reads the configuration from the store.
    ///
    /// # Errors
    /// When the store cannot be read, or a secret was sealed under another master key.
    pub async fn load(
        store: Arc<dyn Store>,
        vault: Vault,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        changes: Changes,
    ) -> Result<Self, ConfigurationError> {
        let snapshot = RwLock::new(Arc::new(Snapshot::read(store.as_ref(), &vault).await?));
        let image = Mutex::new(Image::read(store.as_ref()).await?);
        let (writing, undo_log) = (Mutex::default(), Mutex::default());
        Ok(Self { store, vault, clock, entropy, changes, snapshot, writing, image, undo_log })
    }

    /// The configuration as it is now.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Replaces the snapshot after a write that a person asked for, and notes what became of each row, so that it can be
    /// taken back. Takes the guard to show that the write was done under it.
    async fn refresh(&self, writing: MutexGuard<'_, ()>, change: Change) -> Result<(), ConfigurationError> {
        let steps = self.reload(&writing).await?;
        self.changes.mark(change);
        if !steps.is_empty() {
            self.undo_log.lock().await.record(self.now(), steps);
            self.changes.mark(Change::Configuration);
        }
        Ok(())
    }

    /// Replaces the snapshot, and says what became of each row since the last time.
    async fn reload(&self, _writing: &MutexGuard<'_, ()>) -> Result<Vec<image::Step>, ConfigurationError> {
        let snapshot = Arc::new(Snapshot::read(self.store.as_ref(), &self.vault).await?);
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = snapshot;
        let now = Image::read(self.store.as_ref()).await?;
        let mut image = self.image.lock().await;
        let steps = image.steps_to(&now);
        *image = now;
        Ok(steps)
    }
}
