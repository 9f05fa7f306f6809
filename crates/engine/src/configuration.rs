//! What people configured, ready for use: read from the store once, kept in memory, replaced after every change.
//!
//! Receiving and delivering read a [`Snapshot`] and never ask the store for configuration. Changes go one at a time:
//! check against the snapshot, write, read everything anew, mark the change. Secrets are opened from the vault into the
//! snapshot, and leave it only as the bytes lent to `signatures` for one call, or through [`Configuration::reveal`].

mod access;
mod destinations;
mod error;
mod key_ring;
mod mocks;
mod providers;
mod secrets;
mod settings;
mod snapshot;
mod sources;
mod subscriptions;

use std::sync::{Arc, PoisonError, RwLock};

use domain::Timestamp;
use store::Store;
use tokio::sync::{Mutex, MutexGuard};

pub use access::AccessPatch;
pub use destinations::{DestinationPatch, NewDestination, address_of};
pub use error::ConfigurationError;
pub use key_ring::KeyRing;
pub use secrets::SecretShown;
pub use snapshot::{ConfiguredDestination, ConfiguredSource, Snapshot};
pub use sources::{NewSource, SourcePatch};
pub use subscriptions::{NewSubscription, SubscriptionPatch};

use crate::changes::{Change, Changes};
use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::vault::Vault;

/// What people configured.
pub struct Configuration {
    store: Arc<dyn Store>,
    vault: Vault,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    changes: Changes,
    snapshot: RwLock<Arc<Snapshot>>,
    writing: Mutex<()>,
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
        Ok(Self { store, vault, clock, entropy, changes, snapshot, writing: Mutex::new(()) })
    }

    /// The configuration as it is now.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Replaces the snapshot after a write. Takes the guard to show that the write was done under it.
    async fn refresh(&self, _writing: MutexGuard<'_, ()>, change: Change) -> Result<(), ConfigurationError> {
        let snapshot = Arc::new(Snapshot::read(self.store.as_ref(), &self.vault).await?);
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = snapshot;
        self.changes.mark(change);
        Ok(())
    }
}
