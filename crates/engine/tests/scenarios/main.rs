//! What becomes of deliveries over hours and days, in milliseconds: the clock jumps to whatever is due next.

mod health;
mod lines;
mod pace;
mod retries;
mod stops;
