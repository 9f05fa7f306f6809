//! In which language a request is answered: the one that its `accept-language` asks for, English where it asks for none.
//!
//! It belongs to the request and not to what is shown, so it is kept beside the request while that is answered, and no
//! view carries it. What is streamed after the answer began, as exports are, is English: those are for programs.

use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use words::{Language, Phrase};

tokio::task_local! {
    static SPOKEN: Language;
}

/// Answers a request in the language that it asks for.
pub async fn speak(request: Request, next: Next) -> Response {
    let language = asked(request.headers());
    let mut response = SPOKEN.scope(language, next.run(request)).await;
    let headers = response.headers_mut();
    headers.append(header::VARY, header::HeaderValue::from_static("accept-language"));
    response
}

/// A phrase in the language of the request.
pub fn said(phrase: &Phrase) -> String {
    phrase.in_words(spoken())
}

/// English text that was kept, or that an error wrote, in the language of the request; what is not known stays.
pub fn reread(text: &str) -> String {
    words::reread(text, spoken()).into_owned()
}

fn spoken() -> Language {
    SPOKEN.try_with(|language| *language).unwrap_or_default()
}

fn asked(headers: &HeaderMap) -> Language {
    let field = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    field.map_or_else(Language::default, Language::of_accept_language)
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use axum::response::IntoResponse;

    use super::*;
    use crate::problem::Problem;

    /// What a client that speaks `language` is told.
    async fn told(language: Language, problem: Problem) -> serde_json::Value {
        let response = SPOKEN.scope(language, async { problem.into_response() }).await;
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    fn problem() -> Problem {
        let detail = "a timeout lies between 100 ms and 120 s";
        Problem::invalid_field("timeout_ms", detail, "10 s suits most receivers.")
    }

    #[tokio::test]
    async fn a_refusal_is_told_in_the_language_that_was_asked_for() {
        let german = told(Language::German, problem()).await;
        assert_eq!(german["detail"], "ein Zeitlimit liegt zwischen 100 ms und 120 s");
        assert_eq!(german["hint"], "10 s passen den meisten Empfängern.");
        assert_eq!((&german["code"], &german["field"]), (&"invalid_field".into(), &"timeout_ms".into()));
        let english = told(Language::English, problem()).await;
        assert_eq!(english["detail"], "a timeout lies between 100 ms and 120 s");
    }

    #[tokio::test]
    async fn what_was_said_by_somebody_else_stays_as_it_is() {
        let detail = "the moon is in the wrong place";
        let told = told(Language::German, Problem::new(StatusCode::CONFLICT, "moon", detail, "")).await;
        assert_eq!(told["detail"], detail);
    }

    #[test]
    fn the_field_accept_language_decides() {
        let mut headers = HeaderMap::new();
        assert_eq!(asked(&headers), Language::English);
        headers.insert(header::ACCEPT_LANGUAGE, "de-AT, en;q=0.5".parse().unwrap());
        assert_eq!(asked(&headers), Language::German);
    }
}
