//! A world to test in.

mod hostile_server;
mod manual_clock;
mod scripted_egress;
mod seeded_entropy;
mod world;

pub use hostile_server::{HostileRequest, HostileServer};
pub use manual_clock::ManualClock;
pub use scripted_egress::{ScriptedEgress, Step};
pub use seeded_entropy::SeededEntropy;
pub use world::World;
