//! How things are, as far as a tray can show it.

use serde::Deserialize;

use crate::{
    backend::{AskError, Backend},
    routes,
};

/// What icon and menu say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// The shape of the icon.
    pub glyph: Glyph,
    /// One line: where it receives, or why it does not.
    pub status: String,
    /// What a person should look at; only what is true.
    pub problems: Vec<Problem>,
}

/// The shapes, the most urgent last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    Receiving,
    DeadLetters,
    Failing,
    Stopped,
}

/// One line of the menu that leads to the place where it can be mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub text: String,
    pub path: &'static str,
}

/// The few figures of `GET /overview` the tray shows.
#[derive(Debug, Deserialize)]
struct Overview {
    counts: Counts,
    receiver: Receiver,
    failing_destination_ids: Vec<String>,
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
    Stopped,
}

impl Face {
    /// Asks the API how things are.
    pub async fn look(backend: &Backend) -> Self {
        let overview: Result<Overview, AskError> = backend.get("/api/v1/overview").await;
        match overview {
            Ok(overview) => Self::of(&overview),
            Err(error) => {
                tracing::warn!("the tray could not see how things are: {error}");
                Self { glyph: Glyph::Stopped, status: "Not receiving".to_owned(), problems: Vec::new() }
            }
        }
    }

    fn of(overview: &Overview) -> Self {
        let failing = overview.failing_destination_ids.len() as u64;
        let dead_letters = overview.counts.dead_letter;
        let receiver = &overview.receiver;
        Self {
            glyph: if receiver.state == ReceiverState::Stopped {
                Glyph::Stopped
            } else if failing > 0 {
                Glyph::Failing
            } else if dead_letters > 0 {
                Glyph::DeadLetters
            } else {
                Glyph::Receiving
            },
            status: match (&receiver.state, &receiver.problem) {
                (ReceiverState::Receiving, _) => format!("Receiving on {}", without_scheme(&receiver.url)),
                (ReceiverState::Stopped, Some(problem)) => format!("Not receiving: {problem}"),
                (ReceiverState::Stopped, None) => "Not receiving".to_owned(),
            },
            problems: [
                (failing > 0).then(|| Problem {
                    text: format!("{} failing", counted(failing, "destination")),
                    path: routes::FAILED,
                }),
                (dead_letters > 0)
                    .then(|| Problem { text: counted(dead_letters, "dead letter"), path: routes::DEAD_LETTERS }),
            ]
            .into_iter()
            .flatten()
            .collect(),
        }
    }
}

fn without_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, address)| address)
}

fn counted(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(state: &str, failing: usize, dead_letters: u64) -> Face {
        let overview = serde_json::json!({
            "counts": { "dead_letter": dead_letters, "total": 40 },
            "receiver": { "url": "http://127.0.0.1:4665", "state": state, "problem": null },
            "failing_destination_ids": vec!["dst_1"; failing],
        });
        Face::of(&serde_json::from_value(overview).unwrap())
    }

    fn lines(face: &Face) -> Vec<&str> {
        face.problems.iter().map(|problem| problem.text.as_str()).collect()
    }

    #[test]
    fn a_healthy_workspace_shows_the_bare_icon_and_the_address() {
        let face = face("receiving", 0, 0);
        assert_eq!(face.glyph, Glyph::Receiving);
        assert_eq!(face.status, "Receiving on 127.0.0.1:4665");
        assert!(face.problems.is_empty());
    }

    #[test]
    fn the_most_urgent_state_gives_the_shape_and_every_true_one_a_line() {
        assert_eq!(face("receiving", 0, 1).glyph, Glyph::DeadLetters);
        assert_eq!(face("receiving", 1, 1).glyph, Glyph::Failing);
        assert_eq!(face("stopped", 1, 1).glyph, Glyph::Stopped);
        assert_eq!(lines(&face("receiving", 1, 12)), ["1 destination failing", "12 dead letters"]);
        assert_eq!(lines(&face("receiving", 2, 1)), ["2 destinations failing", "1 dead letter"]);
    }

    #[tokio::test]
    async fn an_api_that_does_not_answer_is_shown_as_not_receiving() {
        let nothing = Backend::answering(axum::Router::new());
        let face = Face::look(&nothing).await;
        assert_eq!((face.glyph, face.status.as_str()), (Glyph::Stopped, "Not receiving"));
    }
}
