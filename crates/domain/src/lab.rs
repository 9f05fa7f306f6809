//! The hostile sender: what it tries on a receiver, what a correct receiver does, and how that is judged.
//!
//! An [`Attack`] is a name for one misbehaviour of a sender; [`Attack::facts`] says in words what is sent and what a
//! correct receiver does. What was [`Seen`] of the receiver goes to [`judge`], a pure function. A [`LabRun`] is the
//! record of one run, and its [`Score`] counts.
//!
//! Only the outside of a receiver is seen: its answers. Whether it did something twice, or kept what it refused, is not.

mod attack;
mod judge;
mod run;

pub use attack::{Attack, AttackFacts};
pub use judge::{Judged, judge};
pub use run::{AttackResult, Failure, Judgement, LabOptions, LabRun, LabState, Part, Score, Seen};

/// Runs that are kept; the oldest goes when another begins.
pub const RUNS_KEPT: usize = 20;
/// Longest time for one attack, in milliseconds.
pub const ATTACK_MS_MAX: u64 = 30_000;
