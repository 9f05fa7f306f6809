//! Mock destinations, at `/mock/{name}` and below.

use bytes::Bytes;
use engine::{MockCall, MockReaction, MockReplyBytes};
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;

use super::{Receiver, Refusal, Sender, read, version_of};
use crate::connections::{Cut, Ending};

/// Where mocks are.
pub const PREFIX: &str = "/mock/";

/// An answer, or the end of the connection.
pub type Reaction = Result<Response<Full<Bytes>>, Cut>;

impl Receiver {
    /// Has a mock react. `rest` is what stands behind the prefix.
    pub(super) async fn mock(
        &self,
        sender: &Sender,
        headers: domain::Headers,
        request: Request<Incoming>,
    ) -> Result<Reaction, Refusal> {
        let (head, body) = request.into_parts();
        let below = head.uri.path().strip_prefix(PREFIX).unwrap_or_default();
        let (name, rest) = below.find('/').map_or((below, ""), |slash| below.split_at(slash));
        // A mock that is not there must not have a body read for it.
        if self.engine.configuration().snapshot().mock_at(name).is_none() {
            return Err(Refusal::NO_SUCH_MOCK);
        }
        let call = MockCall {
            method: head.method.to_string(),
            path_and_query: head.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
            rest: rest.to_owned(),
            http_version: version_of(head.version),
            peer: Some(sender.peer.to_string()),
            headers,
            body: read(body).await?,
        };
        match self.engine.mocks().react(name, call).await.ok_or(Refusal::NO_SUCH_MOCK)? {
            MockReaction::Reply(reply) => Ok(Ok(response(reply))),
            MockReaction::Partial(reply, missing_bytes) => {
                Ok(Err(Cut { sent: wire(&reply, missing_bytes), ending: Ending::Close }))
            }
            MockReaction::Drop => Ok(Err(Cut { sent: Bytes::new(), ending: Ending::Close })),
            MockReaction::Reset => Ok(Err(Cut { sent: Bytes::new(), ending: Ending::Reset })),
            MockReaction::Busy => Err(Refusal::MOCKS_BUSY),
        }
    }
}

fn response(reply: MockReplyBytes) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(reply.body));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::OK);
    for (name, value) in &reply.headers {
        // Both were checked when the rule was written.
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

/// The bytes of an answer that promises more than it has. The HTTP library sends none such, so it is written here.
fn wire(reply: &MockReplyBytes, missing_bytes: u32) -> Bytes {
    let promised = reply.body.len() as u64 + u64::from(missing_bytes);
    let reason = StatusCode::from_u16(reply.status).ok().and_then(|status| status.canonical_reason()).unwrap_or("");
    let mut wire = format!("HTTP/1.1 {} {reason}\r\ncontent-length: {promised}\r\n", reply.status).into_bytes();
    for (name, value) in &reply.headers {
        wire.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    wire.extend_from_slice(b"\r\n");
    wire.extend_from_slice(&reply.body);
    wire.into()
}
