//! Whether a receiver did what a correct one does.

use super::{Attack, Failure, Judgement, LabOptions, Part, Seen};

/// A judgement, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The judgement.
    pub judgement: Judgement,
    /// What the receiver did, in one sentence.
    pub found: String,
}

impl Judged {
    fn new(judgement: Judgement, found: impl Into<String>) -> Self {
        Self { judgement, found: found.into() }
    }

    fn pass(found: impl Into<String>) -> Self {
        Self::new(Judgement::Pass, found)
    }

    fn fail(found: impl Into<String>) -> Self {
        Self::new(Judgement::Fail, found)
    }
}

/// Judges what was seen of a receiver under an attack.
pub fn judge(attack: Attack, seen: &[Seen], options: &LabOptions) -> Judged {
    let of = |part| seen.iter().filter(move |seen: &&Seen| seen.part == part);
    let Some(first) = of(Part::First).next() else {
        return Judged::new(Judgement::NotJudged, "Nothing was sent.");
    };
    match attack {
        Attack::Baseline => match first.is_taken() {
            true => Judged::pass(format!("It {} to a right request.", first.words())),
            false => Judged::fail(format!("It {} to a right request.", first.words())),
        },
        Attack::WrongSecret
        | Attack::AlteredByte
        | Attack::StaleTimestamp
        | Attack::FutureTimestamp
        | Attack::MissingHeader
        | Attack::DuplicatedHeader => refused(first),
        Attack::ReplayedId | Attack::Duplicate => match of(Part::Second).next() {
            Some(second) => twice(first, second),
            None => not_sent_again(first),
        },
        Attack::Reorder => match of(Part::Second).next() {
            Some(older) if first.is_taken() && older.is_taken() => Judged::pass("It took both."),
            Some(older) if first.is_taken() => {
                Judged::fail(format!("It took the newer, and {} to the older.", older.words()))
            }
            Some(_) | None => not_sent_again(first),
        },
        Attack::Burst => burst(seen),
        Attack::TruncatedBody => not_taken(first, "a body that was not whole"),
        Attack::SlowBody => slow(seen),
        Attack::Oversized => oversized(first, options),
    }
}

/// What is wrongly signed must be refused, as the sender's fault.
fn refused(seen: &Seen) -> Judged {
    match seen.status {
        Some(400..=499) => Judged::pass(format!("It {}.", seen.words())),
        Some(200..=299) => Judged::fail(format!("It {}: it took the request.", seen.words())),
        Some(500..=599) => {
            Judged::fail(format!("It {}: it broke instead of refusing, and senders try again.", seen.words()))
        }
        Some(_) => Judged::fail(format!("It {}, which is no refusal.", seen.words())),
        None if seen.failure == Some(Failure::NotConnected) => {
            Judged::new(Judgement::NotJudged, format!("It {}.", seen.words()))
        }
        None => Judged::fail(format!("It {}; senders try again after that.", seen.words())),
    }
}

fn not_sent_again(first: &Seen) -> Judged {
    let found = format!("It {} to the first of two right requests, so the second says nothing.", first.words());
    Judged::new(Judgement::NotJudged, found)
}

fn twice(first: &Seen, second: &Seen) -> Judged {
    if !first.is_taken() {
        return not_sent_again(first);
    }
    match second.status {
        Some(200..=299) => Judged::pass(format!(
            "It {} again, so the sender rests. Whether it acted once cannot be seen from outside.",
            second.words()
        )),
        Some(409) => Judged::pass("It answered 409 to the second: it knows it already."),
        _ => Judged::fail(format!("It {} to the second; senders try again after that.", second.words())),
    }
}

/// Anything but taking it is right, also closing the connection.
fn not_taken(seen: &Seen, what: &str) -> Judged {
    match seen.failure {
        _ if seen.is_taken() => Judged::fail(format!("It {}: it took {what}.", seen.words())),
        Some(Failure::NotConnected) => Judged::new(Judgement::NotJudged, format!("It {}.", seen.words())),
        Some(Failure::TimedOut) => {
            Judged::fail(format!("It {}: it still waits for a body that cannot come.", seen.words()))
        }
        _ if seen.status.is_some_and(|status| status >= 500) => {
            Judged::fail(format!("It {}: it broke instead of refusing.", seen.words()))
        }
        _ => Judged::pass(format!("It {}.", seen.words())),
    }
}

fn burst(seen: &[Seen]) -> Judged {
    let first: Vec<&Seen> = seen.iter().filter(|seen| seen.part == Part::First).collect();
    let again: Vec<&Seen> = seen.iter().filter(|seen| seen.part == Part::Again).collect();
    let is_wrong = |seen: &&&Seen| !seen.is_taken() && !seen.asks_to_wait();
    if let Some(bad) = first.iter().find(is_wrong) {
        let count = first.iter().filter(is_wrong).count();
        return Judged::fail(format!("{count} of {} were not taken: it {}.", first.len(), bad.words()));
    }
    let slowest = first.iter().map(|seen| seen.total_ms).max().unwrap_or(0);
    let limited = first.iter().filter(|seen| seen.asks_to_wait()).count();
    if limited == 0 {
        return Judged::pass(format!("It took all {}, the slowest in {slowest} ms.", first.len()));
    }
    let asked = format!("It asked {limited} of {} to wait", first.len());
    // What comes right after a wait that was asked for has waited long enough.
    let has_waited = |index: usize| index == 0 || again[index - 1].asks_to_wait();
    let broken =
        again.iter().enumerate().find(|(index, seen)| is_wrong(seen) || (seen.asks_to_wait() && has_waited(*index)));
    if let Some((_, bad)) = broken {
        return Judged::fail(format!("{asked}, and {} to one that did.", bad.words()));
    }
    match again.iter().filter(|seen| seen.is_taken()).count() {
        0 => Judged::new(Judgement::NotJudged, format!("{asked} longer than an attack may take.")),
        taken if taken >= limited => Judged::pass(format!("{asked}, and took them then.")),
        taken => Judged::pass(format!("{asked}, and took {taken} then; the time was up for the others.")),
    }
}

fn slow(seen: &[Seen]) -> Judged {
    let of = |part| seen.iter().filter(move |seen: &&Seen| seen.part == part);
    if let Some(taken) = of(Part::First).find(|seen| seen.is_taken()) {
        return Judged::fail(format!("It {} before the body was whole.", taken.words()));
    }
    if let Some(held_up) = of(Part::Meanwhile).find(|seen| !seen.is_taken()) {
        return Judged::fail(format!("It {} to a right request while others were slow.", held_up.words()));
    }
    let Some(slowest) = of(Part::Meanwhile).map(|seen| seen.total_ms).max() else {
        return Judged::new(Judgement::NotJudged, "Nothing was sent while bodies were slow.");
    };
    Judged::pass(format!("It took right requests meanwhile, the slowest in {slowest} ms."))
}

fn oversized(seen: &Seen, options: &LabOptions) -> Judged {
    let is_within_limit = options.stated_limit_bytes.is_some_and(|limit| options.oversized_bytes <= limit);
    if is_within_limit && seen.is_taken() {
        return Judged::pass(format!("It {}, as its stated limit allows.", seen.words()));
    }
    let was_all_sent = seen.sent_bytes >= options.oversized_bytes;
    if seen.failure == Some(Failure::TimedOut) && !was_all_sent {
        let found = format!("Only {} bytes could be sent in the time.", seen.sent_bytes);
        return Judged::new(Judgement::NotJudged, found);
    }
    not_taken(seen, &format!("{} bytes", options.oversized_bytes))
}

#[cfg(test)]
mod tests;
