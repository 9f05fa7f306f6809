//! Reads requests, and refuses what cannot be read in our own words.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use domain::Id;
use domain::id::Kind;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// A JSON body.
pub struct Json<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let is_json = request
            .headers()
            .get("content-type")
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("application/json"));
        if !is_json {
            let detail = "the body must be sent as application/json";
            let hint = "Set Content-Type: application/json.";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", detail, hint));
        }
        let body = Bytes::from_request(request, state).await.map_err(|rejection| {
            Problem::new(rejection.status(), "unreadable_body", rejection.body_text(), "Send the whole body.")
        })?;
        serde_json::from_slice(&body).map(Self).map_err(|error| {
            let hint = "The fields of each operation are listed at /api/v1/openapi.json.";
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_body", error.to_string(), hint)
        })
    }
}

/// A JSON body that may be left out.
pub struct OptionalJson<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for OptionalJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let is_left_out =
            !request.headers().contains_key("content-type") && axum::body::HttpBody::is_end_stream(request.body());
        match is_left_out {
            true => Ok(Self(T::default())),
            false => Json::from_request(request, state).await.map(|Json(body)| Self(body)),
        }
    }
}

/// The parameters behind the question mark.
pub struct Parameters<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Parameters<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Query(parameters) = Query::<T>::from_request_parts(parts, state).await.map_err(|rejection| {
            let hint = "The parameters of each operation are listed at /api/v1/openapi.json.";
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_parameter", rejection.body_text(), hint)
        })?;
        Ok(Self(parameters))
    }
}

/// The id in the path.
pub struct PathId<K>(pub Id<K>);

impl<S: Send + Sync, K: Kind> FromRequestParts<S> for PathId<K> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(text) = Path::<String>::from_request_parts(parts, state).await.map_err(unreadable_path)?;
        Ok(Self(text.parse()?))
    }
}

/// Two ids in the path, the owner's first.
pub struct PathIds<A, B>(pub Id<A>, pub Id<B>);

impl<S: Send + Sync, A: Kind, B: Kind> FromRequestParts<S> for PathIds<A, B> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path((first, second)) =
            Path::<(String, String)>::from_request_parts(parts, state).await.map_err(unreadable_path)?;
        Ok(Self(first.parse()?, second.parse()?))
    }
}

fn unreadable_path(rejection: axum::extract::rejection::PathRejection) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "not_found", rejection.body_text(), "Use the id as a list gives it.")
}

/// For fields where `null` says something else than leaving the field out.
pub fn present<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}
