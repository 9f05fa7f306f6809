//! How things are, as far as a tray can show it.

use serde::Deserialize;
use words::{Language, phrase};

use crate::{
    backend::{AskError, Backend},
    language::LanguageSetting,
    routes,
};

/// What icon and menu say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// The shape of the icon.
    pub glyph: Glyph,
    /// One line: where it receives, or why it does not.
    pub status: String,
    /// One line: how much happens, and how much of it fails.
    pub activity: String,
    /// What a person should look at; only what is true, newest first, at most [`PROBLEMS_MAX`].
    pub problems: Vec<Problem>,
    /// Nobody is told of failures now.
    pub is_muted: bool,
    /// A person paused the receiver.
    pub is_paused: bool,
    /// What it speaks.
    pub language: Language,
}

/// Lines about problems at most.
pub const PROBLEMS_MAX: usize = 3;

/// The shapes, the most urgent last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    Receiving,
    DeadLetters,
    Failing,
    Paused,
    Stopped,
}

/// One line of the menu that leads to the place where it can be mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub text: String,
    pub path: String,
}

/// The few figures of `GET /overview` the tray shows.
#[derive(Debug, Deserialize)]
struct Overview {
    counts: Counts,
    events_per_minute: u64,
    receiver: Receiver,
    failing_destination_ids: Vec<String>,
}

/// The few words of `GET /issues` the tray shows.
#[derive(Debug, Deserialize)]
struct Issues {
    items: Vec<Issue>,
}

#[derive(Debug, Deserialize)]
struct Issue {
    id: String,
    title: String,
    deliveries: u64,
}

/// What `GET /settings` says of notifications and of the language.
#[derive(Debug, Deserialize)]
struct Settings {
    are_notifications_on: bool,
    notifications_muted_until_ms: Option<i64>,
    language: LanguageSetting,
}

#[derive(Debug, Deserialize)]
struct Counts {
    dead_letter: u64,
}

#[derive(Debug, Deserialize)]
struct Receiver {
    url: String,
    state: ReceiverState,
    problem: Option<String>,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ReceiverState {
    Receiving,
    Paused,
    Stopped,
}

impl Face {
    /// Asks the API how things are.
    pub async fn look(backend: &Backend, now_ms: i64) -> Self {
        match Self::ask(backend, now_ms).await {
            Ok(face) => face,
            Err(error) => {
                tracing::warn!("the tray could not see how things are: {error}");
                let language = LanguageSetting::System.language();
                Self {
                    glyph: Glyph::Stopped,
                    status: phrase!("tray-stopped").in_words(language),
                    activity: String::new(),
                    problems: Vec::new(),
                    is_muted: false,
                    is_paused: false,
                    language,
                }
            }
        }
    }

    async fn ask(backend: &Backend, now_ms: i64) -> Result<Self, AskError> {
        let settings: Settings = backend.get("/api/v1/settings").await?;
        let language = settings.language.language();
        let overview: Overview = backend.get_in(language, "/api/v1/overview").await?;
        let issues = format!("/api/v1/issues?state=open&limit={PROBLEMS_MAX}");
        let issues: Issues = backend.get_in(language, &issues).await?;
        Ok(Self::of(&overview, &issues, &settings, now_ms))
    }

    fn of(overview: &Overview, issues: &Issues, settings: &Settings, now_ms: i64) -> Self {
        let failing = overview.failing_destination_ids.len() as u64;
        let dead_letters = overview.counts.dead_letter;
        let receiver = &overview.receiver;
        let language = settings.language.language();
        Self {
            glyph: if receiver.state == ReceiverState::Stopped {
                Glyph::Stopped
            } else if receiver.state == ReceiverState::Paused {
                Glyph::Paused
            } else if failing > 0 || !issues.items.is_empty() {
                Glyph::Failing
            } else if dead_letters > 0 {
                Glyph::DeadLetters
            } else {
                Glyph::Receiving
            },
            status: match (&receiver.state, &receiver.problem) {
                (ReceiverState::Receiving, _) => phrase!("tray-receiving", address = without_scheme(&receiver.url)),
                (ReceiverState::Paused, _) => phrase!("tray-paused"),
                (ReceiverState::Stopped, Some(problem)) => phrase!("tray-stopped-because", problem = problem),
                (ReceiverState::Stopped, None) => phrase!("tray-stopped"),
            }
            .in_words(language),
            activity: match failing {
                0 => phrase!("tray-rate", events = overview.events_per_minute),
                _ => phrase!(
                    "tray-failing",
                    destinations = failing,
                    rate = phrase!("tray-rate", events = overview.events_per_minute)
                ),
            }
            .in_words(language),
            problems: problems(&issues.items, dead_letters, language),
            is_muted: !settings.are_notifications_on
                || settings.notifications_muted_until_ms.is_some_and(|until_ms| now_ms < until_ms),
            is_paused: receiver.state == ReceiverState::Paused,
            language,
        }
    }
}

/// Dead letters have the last line when there are any.
fn problems(issues: &[Issue], dead_letters: u64, language: Language) -> Vec<Problem> {
    let letters = (dead_letters > 0).then(|| Problem {
        text: phrase!("tray-dead-letters", count = dead_letters).in_words(language),
        path: routes::DEAD_LETTERS.to_owned(),
    });
    let issue = |issue: &Issue| Problem {
        text: format!("⚠ {} – {}", issue.title, issue.deliveries),
        path: routes::issue(&issue.id),
    };
    let room = PROBLEMS_MAX - usize::from(letters.is_some());
    issues.iter().take(room).map(issue).chain(letters).collect()
}

fn without_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, address)| address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(state: &str, failing: usize, dead_letters: u64) -> Face {
        face_with(state, failing, dead_letters, &[])
    }

    fn face_with(state: &str, failing: usize, dead_letters: u64, titles: &[&str]) -> Face {
        face_in("en", state, failing, dead_letters, titles)
    }

    fn face_in(language: &str, state: &str, failing: usize, dead_letters: u64, titles: &[&str]) -> Face {
        let overview = serde_json::json!({
            "counts": { "dead_letter": dead_letters, "total": 40 },
            "events_per_minute": 12,
            "receiver": { "url": "http://127.0.0.1:4665", "state": state, "problem": null },
            "failing_destination_ids": vec!["dst_1"; failing],
        });
        let issue = |title: &&str| serde_json::json!({ "id": "iss_1", "title": title, "deliveries": 41 });
        let issues = serde_json::json!({ "items": titles.iter().map(issue).collect::<Vec<_>>() });
        let settings = serde_json::json!({
            "are_notifications_on": true,
            "notifications_muted_until_ms": 1_000,
            "language": language,
        });
        Face::of(
            &serde_json::from_value(overview).unwrap(),
            &serde_json::from_value(issues).unwrap(),
            &serde_json::from_value(settings).unwrap(),
            2_000,
        )
    }

    fn lines(face: &Face) -> Vec<&str> {
        face.problems.iter().map(|problem| problem.text.as_str()).collect()
    }

    #[test]
    fn a_healthy_workspace_shows_the_bare_icon_and_the_address() {
        let face = face("receiving", 0, 0);
        assert_eq!(face.glyph, Glyph::Receiving);
        assert_eq!(face.status, "Receiving on 127.0.0.1:4665");
        assert_eq!(face.activity, "12 events a minute");
        assert!(face.problems.is_empty() && !face.is_muted);
    }

    #[test]
    fn the_most_urgent_state_gives_the_shape() {
        assert_eq!(face("receiving", 0, 1).glyph, Glyph::DeadLetters);
        assert_eq!(face("receiving", 1, 1).glyph, Glyph::Failing);
        assert_eq!(face_with("receiving", 0, 1, &["one"]).glyph, Glyph::Failing);
        assert_eq!(face("paused", 1, 1).glyph, Glyph::Paused);
        assert_eq!(face("stopped", 1, 1).glyph, Glyph::Stopped);
        assert_eq!(face("receiving", 2, 1).activity, "12 events a minute · 2 destinations failing");
    }

    #[test]
    fn it_speaks_the_language_of_the_window() {
        let face = face_in("de", "receiving", 2, 3, &[]);
        assert_eq!(face.status, "Empfängt auf 127.0.0.1:4665");
        assert_eq!(face.activity, "12 Events pro Minute · 2 Ziele schlagen fehl");
        assert_eq!(lines(&face), ["✕ 3 Dead Letters"]);
        assert_eq!(face_in("de", "paused", 0, 0, &[]).status, "Der Empfang ist angehalten");
    }

    #[test]
    fn a_paused_receiver_says_so() {
        let face = face("paused", 0, 0);
        assert_eq!(face.status, "Receiving is paused");
        assert!(face.is_paused);
    }

    #[test]
    fn every_problem_has_a_line_up_to_three() {
        assert_eq!(lines(&face("receiving", 1, 12)), ["✕ 12 dead letters"]);
        let some = face_with("receiving", 1, 1, &["Billing refuses connections"]);
        assert_eq!(lines(&some), ["⚠ Billing refuses connections – 41", "✕ 1 dead letter"]);
        assert_eq!(some.problems[0].path, "/issues?selected=iss_1");
        assert_eq!(lines(&face_with("receiving", 3, 1, &["a", "b", "c"])), ["⚠ a – 41", "⚠ b – 41", "✕ 1 dead letter"]);
        assert_eq!(lines(&face_with("receiving", 3, 0, &["a", "b", "c"])).len(), 3);
    }

    #[tokio::test]
    async fn an_api_that_does_not_answer_is_shown_as_not_receiving() {
        let nothing = Backend::answering(axum::Router::new());
        let face = Face::look(&nothing, 0).await;
        let stopped = phrase!("tray-stopped").in_words(face.language);
        assert_eq!((face.glyph, face.status), (Glyph::Stopped, stopped));
    }
}
