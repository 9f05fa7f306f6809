//! Ids and chance, as a parameter.

use std::sync::Mutex;

use domain::{Id, Timestamp};
use uuid::{ContextV7, Uuid};

/// Makes ids and throws dice. Drawn from the system in the product, from a seed in tests.
pub trait Entropy: Send + Sync + 'static {
    /// A UUIDv7 of time `now`, greater than every one made before in the same millisecond.
    fn uuid(&self, now: Timestamp) -> Uuid;

    /// A number in 0 to 1.
    fn roll(&self) -> f64;

    /// Bytes for keys and nonces.
    fn fill(&self, bytes: &mut [u8]);
}

impl dyn Entropy {
    /// A new id.
    pub fn id<K>(&self, now: Timestamp) -> Id<K> {
        Id::from_uuid(self.uuid(now))
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }
}

/// Randomness of the operating system: directly for keys and nonces, through a generator seeded by it for the rest.
pub struct SystemEntropy {
    counter: Mutex<ContextV7>,
}

impl Default for SystemEntropy {
    fn default() -> Self {
        Self { counter: Mutex::new(ContextV7::new()) }
    }
}

impl Entropy for SystemEntropy {
    fn uuid(&self, now: Timestamp) -> Uuid {
        let counter = self.counter.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let seconds = u64::try_from(now.unix_s()).unwrap_or(0);
        let nanoseconds = u32::try_from(now.unix_ms().rem_euclid(1000)).unwrap_or(0) * 1_000_000;
        Uuid::new_v7(uuid::Timestamp::from_unix(&*counter, seconds, nanoseconds))
    }

    fn roll(&self) -> f64 {
        rand::random()
    }

    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives random bytes; without them nothing can be signed");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_millisecond_are_in_order_of_making() {
        let entropy = SystemEntropy::default();
        let now = Timestamp::from_unix_ms(1_764_000_000_123);
        let made: Vec<Uuid> = (0..10_000).map(|_| entropy.uuid(now)).collect();
        assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
