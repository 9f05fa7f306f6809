use super::*;
use crate::DeadLetterCause;
use ::words::{Language, phrase};

fn english(phrase: &Phrase) -> String {
    phrase.in_words(Language::English)
}

struct Scene {
    rules: AlertRules,
    hush: Hush,
    told: Vec<(AlertKind, String)>,
}

impl Scene {
    fn new() -> Self {
        Self { rules: AlertRules::default(), hush: Hush::Open, told: Vec::new() }
    }

    fn fail(&mut self, at_s: u64, issue: u8, notify: Notify, attempts_made: u32, verdict: Verdict) {
        self.pass(at_s);
        let event_type = EventTypeName::parse("order.paid").unwrap();
        let alert = self.rules.failed(
            &Observation {
                at: at(at_s),
                issue_id: IssueId::from_bytes([issue; 16]),
                issue_title: &phrase!("issue-refused", name = "billing"),
                destination_id: DestinationId::from_bytes([issue; 16]),
                destination_name: "billing",
                delivery_id: DeliveryId::from_bytes([9; 16]),
                event_type: &event_type,
                attempts_made,
                notify,
                explanation: &phrase!("outcome-refused", address = "localhost:3000"),
                verdict,
            },
            self.hush,
        );
        self.tell(alert);
    }

    fn recover(&mut self, at_s: u64, issue: u8) {
        self.pass(at_s);
        let over = Recovery {
            at: at(at_s),
            issue_id: IssueId::from_bytes([issue; 16]),
            destination_id: DestinationId::from_bytes([issue; 16]),
            destination_name: "billing",
            successes: 3,
        };
        let alert = self.rules.recovered(&over, self.hush);
        self.tell(alert);
    }

    /// What is due by then is told.
    fn pass(&mut self, at_s: u64) {
        let due = self.rules.due(at(at_s), self.hush);
        self.tell(due);
    }

    fn tell(&mut self, alerts: impl IntoIterator<Item = Alert>) {
        self.told.extend(
            alerts
                .into_iter()
                .map(|alert| (alert.kind, format!("{}: {}", english(&alert.title), english(&alert.body)))),
        );
    }

    fn kinds(&self) -> Vec<AlertKind> {
        self.told.iter().map(|(kind, _)| *kind).collect()
    }
}

fn at(at_s: u64) -> Timestamp {
    Timestamp::from_unix_ms(0).after(Duration::from_secs(at_s))
}

fn retry(at_s: u64) -> Verdict {
    Verdict::Retry { at: at(at_s) }
}

const DEAD: Verdict = Verdict::DeadLetter { cause: DeadLetterCause::AttemptsUsedUp };
use AlertKind::{DeadLetter, Digest, Failing, Recovered, Several};

#[test]
fn an_issue_is_announced_once_then_its_dead_letter_then_its_end() {
    let mut scene = Scene::new();
    scene.fail(0, 1, Notify::FirstFailure, 1, retry(5));
    scene.fail(5, 1, Notify::FirstFailure, 2, retry(705));
    scene.fail(705, 1, Notify::FirstFailure, 3, DEAD);
    scene.fail(706, 1, Notify::FirstFailure, 3, DEAD);
    scene.recover(1_400, 1);
    scene.recover(1_401, 1);
    assert_eq!(scene.kinds(), [Failing, DeadLetter, Recovered]);
    assert_eq!(
        scene.told[0].1,
        "billing refuses connections: Nothing is listening on localhost:3000. order.paid is waiting. Next attempt in 5 s."
    );
    assert_eq!(scene.told[2].1, "billing is back: 3 deliveries in a row were taken.");
}

#[test]
fn ten_minutes_lie_between_two_alerts_of_one_issue_and_only_the_newest_is_told_then() {
    let mut scene = Scene::new();
    scene.fail(0, 1, Notify::FirstFailure, 1, retry(5));
    scene.fail(300, 1, Notify::FirstFailure, 3, DEAD);
    assert_eq!((scene.kinds(), scene.rules.next_at()), (vec![Failing], Some(at(600))));
    scene.pass(599);
    assert_eq!(scene.kinds(), [Failing]);
    scene.pass(600);
    assert_eq!((scene.kinds(), scene.rules.next_at()), (vec![Failing, DeadLetter], None));

    let mut scene = Scene::new();
    scene.fail(0, 1, Notify::FirstFailure, 1, retry(5));
    scene.fail(300, 1, Notify::FirstFailure, 3, DEAD);
    scene.recover(400, 1);
    scene.pass(600);
    assert_eq!(scene.kinds(), [Failing, Recovered], "that it gave up is in the window");
}

#[test]
fn an_issue_that_was_never_announced_ends_in_silence() {
    let mut scene = Scene::new();
    scene.fail(0, 1, Notify::After3Attempts, 1, retry(5));
    scene.recover(10, 1);
    assert_eq!(scene.kinds(), []);
}

#[test]
fn an_issue_that_comes_back_is_announced_again() {
    let mut scene = Scene::new();
    scene.fail(0, 1, Notify::FirstFailure, 1, retry(5));
    scene.recover(700, 1);
    scene.fail(2_000, 1, Notify::FirstFailure, 1, retry(2_005));
    assert_eq!(scene.kinds(), [Failing, Recovered, Failing]);
}

#[test]
fn the_subscription_says_when_it_is_worth_telling() {
    let mut scene = Scene::new();
    scene.fail(0, 1, Notify::Never, 1, DEAD);
    scene.fail(0, 2, Notify::DeadLetter, 1, retry(5));
    scene.fail(0, 3, Notify::After3Attempts, 2, retry(5));
    assert_eq!(scene.kinds(), []);
    scene.fail(1, 3, Notify::After3Attempts, 3, retry(5));
    scene.fail(1, 2, Notify::DeadLetter, 2, DEAD);
    assert_eq!(scene.kinds(), [Failing, DeadLetter]);
}

#[test]
fn what_a_person_saw_to_is_told_no_more() {
    let mut scene = Scene::new();
    scene.fail(0, 1, Notify::FirstFailure, 1, retry(5));
    scene.fail(300, 1, Notify::FirstFailure, 3, DEAD);
    scene.rules.forget(IssueId::from_bytes([1; 16]));
    scene.pass(900);
    assert_eq!(scene.kinds(), [Failing]);
}

#[test]
fn what_is_muted_is_never_told() {
    let mut scene = Scene::new();
    scene.hush = Hush::Muted;
    scene.fail(0, 1, Notify::FirstFailure, 1, retry(5));
    scene.fail(5, 1, Notify::FirstFailure, 2, DEAD);
    scene.hush = Hush::Open;
    scene.pass(900);
    scene.recover(901, 1);
    assert_eq!(scene.kinds(), []);
}

#[test]
fn quiet_hours_end_with_one_digest() {
    let mut scene = Scene::new();
    scene.hush = Hush::Quiet;
    for issue in 0..3 {
        scene.fail(u64::from(issue), issue, Notify::FirstFailure, 1, retry(5));
    }
    for number in 0..20 {
        scene.fail(100 + number, 1, Notify::FirstFailure, 3, DEAD);
    }
    scene.recover(300, 0);
    scene.pass(10_000);
    assert_eq!(scene.kinds(), []);
    scene.hush = Hush::Open;
    scene.pass(20_000);
    scene.pass(20_001);
    assert_eq!(scene.told, [(Digest, "Quiet hours: 3 issues, 20 dead letters: Most from billing.".to_owned())]);
}

#[test]
fn drift_is_told_within_the_budget() {
    let mut rules = AlertRules::default();
    let kind = EventTypeName::parse("order.paid").unwrap();
    let told =
        rules.drift(at(0), &kind, Phrase::verbatim("/amount was always a whole number and is text."), 2).unwrap();
    assert_eq!(english(&told.title), "order.paid changed its shape");
    assert_eq!(english(&told.body), "/amount was always a whole number and is text. 2 more paths changed.");
    assert!(
        rules.drift(at(0), &kind, Phrase::verbatim(""), 0).is_some()
            && rules.drift(at(0), &kind, Phrase::verbatim(""), 0).is_some()
    );
    assert!(rules.drift(at(0), &kind, Phrase::verbatim(""), 0).is_none(), "the budget is used up");
}

#[test]
fn a_storm_is_told_in_four_alerts_and_then_there_is_silence() {
    let mut scene = Scene::new();
    for issue in 0..100 {
        scene.fail(u64::from(issue), issue, Notify::FirstFailure, 1, retry(200));
    }
    assert_eq!(scene.kinds(), [Failing, Failing, Failing, Several]);
    assert_eq!(
        scene.told[3].1,
        "4 destinations are failing: Your network may be down. Nothing is lost: events wait and are tried again."
    );
    scene.fail(1_000, 200, Notify::FirstFailure, 1, retry(2_000));
    assert_eq!(scene.kinds().len(), 5, "a new quarter of an hour has a new budget");
}

#[test]
fn more_than_the_budget_over_a_quarter_of_an_hour_is_no_storm() {
    let mut scene = Scene::new();
    for issue in 0..6 {
        scene.fail(u64::from(issue) * 100, issue, Notify::FirstFailure, 1, retry(900));
    }
    assert_eq!(scene.kinds(), [Failing, Failing, Failing, Several]);
    assert!(!scene.told[3].1.contains("network"));
}
