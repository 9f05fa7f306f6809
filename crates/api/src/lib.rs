//! Every operation a client can ask for, as REST under `/api/v1`, and the OpenAPI document that describes them.
//!
//! A handler reads the request, asks the engine, and shows the answer as a view; it decides nothing. The desktop window
//! calls the same router in process as browsers and scripts call over HTTP, so there is one way in. Who may ask (token,
//! host, origin) is settled by whoever serves the router.
//!
//! Lists answer `{items, next}`, newest first; `next` goes back as `before`. Times are unix milliseconds. Refusals are
//! `application/problem+json` with a `code`, a `detail` and a `hint`.

mod changes;
mod compare;
mod deliveries;
mod destinations;
mod event_types;
mod events;
mod lines;
mod local_ports;
mod metrics;
mod overview;
mod page;
mod problem;
mod request;
mod scheme;
mod secrets;
mod settings;
mod sources;
mod state;
mod subscriptions;
mod timeline;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use changes::ChangeNotice;
pub use overview::Overview;
pub use problem::Problem;
pub use state::{ApiState, ReceiverFacts};

/// Where every operation stands.
pub const PREFIX: &str = "/api/v1";

#[derive(OpenApi)]
#[openapi(info(title = "Tacklebox", description = "Receive, verify, deliver, retry and inspect webhooks."))]
struct Document;

/// The router of all operations, and the document that describes it.
pub fn router(state: ApiState) -> (Router, utoipa::openapi::OpenApi) {
    let (router, document) = operations().split_for_parts();
    let json = document.to_json().expect("the document holds nothing that JSON cannot");
    let router = router
        .route(
            &format!("{PREFIX}/openapi.json"),
            axum::routing::get(|| async move { ([("content-type", "application/json")], json) }),
        )
        .route(&format!("{PREFIX}/healthz"), axum::routing::get(|| async { "ok" }))
        .fallback(problem::no_such_operation)
        .layer(DefaultBodyLimit::max(engine::BODY_BYTES_MAX))
        .with_state(state);
    (router, document)
}

/// The document alone, for generating clients.
pub fn document() -> utoipa::openapi::OpenApi {
    operations().split_for_parts().1
}

fn operations() -> OpenApiRouter<ApiState> {
    OpenApiRouter::with_openapi(Document::openapi()).nest(
        PREFIX,
        OpenApiRouter::new()
            .routes(routes!(overview::overview))
            .routes(routes!(timeline::timeline))
            .routes(routes!(sources::list, sources::create))
            .routes(routes!(sources::show, sources::change, sources::delete))
            .routes(routes!(secrets::add_to_source))
            .routes(routes!(secrets::remove_from_source))
            .routes(routes!(secrets::reveal_of_source))
            .routes(routes!(sources::send_test_event))
            .routes(routes!(destinations::list, destinations::create))
            .routes(routes!(destinations::show, destinations::change, destinations::delete))
            .routes(routes!(destinations::enable))
            .routes(routes!(destinations::test))
            .routes(routes!(secrets::add_to_destination))
            .routes(routes!(secrets::remove_from_destination))
            .routes(routes!(secrets::reveal_of_destination))
            .routes(routes!(subscriptions::list, subscriptions::create))
            .routes(routes!(subscriptions::preview))
            .routes(routes!(subscriptions::show, subscriptions::change, subscriptions::delete))
            .routes(routes!(events::list, events::publish))
            .routes(routes!(events::show))
            .routes(routes!(events::body))
            .routes(routes!(events::lines))
            .routes(routes!(events::deliver))
            .routes(routes!(event_types::list))
            .routes(routes!(deliveries::list))
            .routes(routes!(deliveries::show))
            .routes(routes!(deliveries::replay))
            .routes(routes!(deliveries::cancel))
            .routes(routes!(deliveries::run_now))
            .routes(routes!(deliveries::response_body))
            .routes(routes!(deliveries::response_lines))
            .routes(routes!(compare::compare))
            .routes(routes!(local_ports::list))
            .routes(routes!(settings::show, settings::change))
            .routes(routes!(changes::stream))
            .routes(routes!(metrics::metrics)),
    )
}
