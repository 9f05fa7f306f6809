//! A step of a command: announced before it starts, timed when it ends.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// Does one step. A failure carries the step's title, so the last line says where it stopped.
pub fn step<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("── {title}");
    let start = Instant::now();
    let outcome = work().with_context(|| format!("{title} failed"));
    let ending = if outcome.is_ok() { "done" } else { "failed" };
    eprintln!("   {ending} in {}", in_words(start.elapsed()));
    outcome
}

/// A duration as people say it: `0.4 s`, `12 s`, `3 min 5 s`.
pub fn in_words(duration: Duration) -> String {
    match duration.as_secs() {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        seconds @ 10..60 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_like_speech() {
        let said = |milliseconds| in_words(Duration::from_millis(milliseconds));
        assert_eq!(said(440), "0.4 s");
        assert_eq!(said(12_900), "12 s");
        assert_eq!(said(185_000), "3 min 5 s");
    }
}
