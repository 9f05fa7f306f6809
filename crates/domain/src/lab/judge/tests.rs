use Judgement::{Fail, NotJudged, Pass};

use super::*;

fn answered(part: Part, status: u16) -> Seen {
    Seen {
        part,
        status: Some(status),
        failure: None,
        detail: String::new(),
        retry_after_ms: None,
        total_ms: 12,
        sent_bytes: 2,
        excerpt: String::new(),
    }
}

fn failed(part: Part, failure: Failure) -> Seen {
    Seen { status: None, failure: Some(failure), ..answered(part, 0) }
}

fn check(attack: Attack, seen: &[Seen], expected: Judgement) {
    let judged = judge(attack, seen, &LabOptions::default());
    assert_eq!(judged.judgement, expected, "{attack:?}: {}", judged.found);
    assert!(judged.found.ends_with('.'), "{}", judged.found);
}

#[test]
fn what_is_wrongly_signed_must_be_refused_as_the_senders_fault() {
    for attack in [Attack::WrongSecret, Attack::AlteredByte, Attack::StaleTimestamp, Attack::MissingHeader] {
        for (status, expected) in [(401, Pass), (400, Pass), (200, Fail), (204, Fail), (302, Fail), (500, Fail)] {
            check(attack, &[answered(Part::First, status)], expected);
        }
        check(attack, &[failed(Part::First, Failure::Closed)], Fail);
        check(attack, &[failed(Part::First, Failure::NotConnected)], NotJudged);
    }
}

#[test]
fn what_comes_twice_must_be_answered_twice() {
    let second = |status| [answered(Part::First, 200), answered(Part::Second, status)];
    for attack in [Attack::ReplayedId, Attack::Duplicate] {
        for (status, expected) in [(200, Pass), (409, Pass), (400, Fail), (500, Fail)] {
            check(attack, &second(status), expected);
        }
        check(attack, &[answered(Part::First, 500), answered(Part::Second, 200)], NotJudged);
    }
    check(Attack::Reorder, &second(200), Pass);
    check(Attack::Reorder, &second(400), Fail);
}

#[test]
fn a_burst_is_taken_or_asked_to_wait() {
    let asked = Seen { retry_after_ms: Some(1_000), ..answered(Part::First, 429) };
    check(Attack::Burst, &[answered(Part::First, 200), answered(Part::First, 202)], Pass);
    check(Attack::Burst, &[answered(Part::First, 200), answered(Part::First, 500)], Fail);
    check(Attack::Burst, &[answered(Part::First, 200), answered(Part::First, 429)], Fail);
    check(Attack::Burst, &[answered(Part::First, 200), failed(Part::First, Failure::Closed)], Fail);
    check(Attack::Burst, &[asked.clone(), answered(Part::Again, 200)], Pass);
    check(Attack::Burst, &[asked.clone(), answered(Part::Again, 500)], Fail);
    check(Attack::Burst, std::slice::from_ref(&asked), NotJudged);
    let asked_again = Seen { part: Part::Again, ..asked.clone() };
    let taken = || answered(Part::Again, 200);
    check(Attack::Burst, &[asked.clone(), asked_again.clone(), taken()], Fail);
    check(Attack::Burst, &[asked.clone(), asked.clone(), taken(), asked_again.clone(), taken()], Pass);
    check(Attack::Burst, &[asked.clone(), asked.clone(), taken(), asked_again.clone(), asked_again], Fail);
    check(Attack::Burst, &[asked.clone(), asked.clone(), asked, taken()], Pass);
}

#[test]
fn a_body_that_is_not_whole_is_not_taken() {
    for (seen, expected) in [
        (answered(Part::First, 400), Pass),
        (answered(Part::First, 200), Fail),
        (answered(Part::First, 500), Fail),
        (failed(Part::First, Failure::Closed), Pass),
        (failed(Part::First, Failure::TimedOut), Fail),
    ] {
        check(Attack::TruncatedBody, &[seen], expected);
    }
}

#[test]
fn slow_bodies_hold_nobody_up() {
    let still_waiting = failed(Part::First, Failure::TimedOut);
    check(Attack::SlowBody, &[still_waiting.clone(), answered(Part::Meanwhile, 200)], Pass);
    check(Attack::SlowBody, &[answered(Part::First, 408), answered(Part::Meanwhile, 200)], Pass);
    check(Attack::SlowBody, &[answered(Part::First, 200), answered(Part::Meanwhile, 200)], Fail);
    check(Attack::SlowBody, &[still_waiting.clone(), failed(Part::Meanwhile, Failure::TimedOut)], Fail);
    check(Attack::SlowBody, &[still_waiting], NotJudged);
}

#[test]
fn an_oversized_body_is_refused_unless_the_stated_limit_allows_it() {
    check(Attack::Oversized, &[answered(Part::First, 413)], Pass);
    check(Attack::Oversized, &[failed(Part::First, Failure::Closed)], Pass);
    check(Attack::Oversized, &[answered(Part::First, 200)], Fail);
    check(Attack::Oversized, &[failed(Part::First, Failure::TimedOut)], NotJudged);
    let options = LabOptions { stated_limit_bytes: Some(u64::MAX), ..LabOptions::default() };
    assert_eq!(judge(Attack::Oversized, &[answered(Part::First, 200)], &options).judgement, Pass);
}

#[test]
fn every_attack_has_a_word_of_its_own() {
    for attack in Attack::ALL {
        assert_eq!(Attack::from_word(attack.word()), Some(attack));
        assert_eq!(serde_json::to_value(attack).unwrap(), attack.word());
        let facts = attack.facts();
        assert!([facts.sent, facts.expected, facts.advice].iter().all(|words| words.ends_with('.')), "{facts:?}");
    }
}
