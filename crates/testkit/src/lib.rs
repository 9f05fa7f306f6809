//! A world to test in.
//!
//! - A [`World`] is a whole engine whose time ([`ManualClock`]), chance ([`SeededEntropy`]) and destinations
//!   ([`ScriptedEgress`]) are the test's; its store is a [`MemoryStore`], or a [`FaultyStore`] that stops the world at
//!   its n-th write.
//! - A [`HostileServer`] is a real destination that misbehaves in every way it knows.
//!
//! Nothing here sleeps. Only tests depend on this crate.

mod faulty_store;
mod hostile_server;
mod manual_clock;
mod memory_store;
mod scripted_egress;
mod seeded_entropy;
mod world;

pub use faulty_store::{FaultyStore, Stop};
pub use hostile_server::{HostileRequest, HostileServer};
pub use manual_clock::ManualClock;
pub use memory_store::MemoryStore;
pub use scripted_egress::{ScriptedEgress, Step};
pub use seeded_entropy::SeededEntropy;
pub use world::World;
