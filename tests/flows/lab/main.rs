//! The Lab through a real server: mock destinations that misbehave, and a hostile sender.

mod attacks;
mod mocks;
