//! Chance that is the same in every run.

use std::sync::atomic::{AtomicU64, Ordering};

use domain::Timestamp;
use engine::Entropy;
use uuid::Uuid;

/// Ids that count, dice that always show the middle, bytes that follow from a seed.
pub struct SeededEntropy {
    made: AtomicU64,
}

impl SeededEntropy {
    /// Begins at a seed.
    pub const fn new(seed: u64) -> Self {
        Self { made: AtomicU64::new(seed << 32) }
    }

    fn next(&self) -> u64 {
        self.made.fetch_add(1, Ordering::SeqCst)
    }
}

impl Entropy for SeededEntropy {
    fn uuid(&self, now: Timestamp) -> Uuid {
        let milliseconds = u64::try_from(now.unix_ms()).unwrap_or(0);
        let mut bytes = [0; 10];
        bytes[2..].copy_from_slice(&self.next().to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &bytes).into_uuid()
    }

    /// The plain wait, without jitter.
    fn roll(&self) -> f64 {
        0.5
    }

    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            // SplitMix64: spreads the counter over all bits.
            let mut mixed = self.next().wrapping_add(0x9e37_79b9_7f4a_7c15);
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^= mixed >> 31;
            chunk.copy_from_slice(&mixed.to_le_bytes()[..chunk.len()]);
        }
    }
}
