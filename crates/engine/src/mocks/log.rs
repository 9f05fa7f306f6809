//! What came to a mock: the newest, within a bound of number and of bytes.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;
use domain::mock::{MockAct, MockDecision};
use domain::{Headers, Timestamp};

use super::MockCall;

/// Requests of one mock that are kept.
pub const REQUESTS_KEPT: usize = 200;
/// Bytes of one body that are kept.
const BODY_KEPT_BYTES_MAX: usize = 64 * 1024;
/// Bytes of all header fields and bodies of one mock that are kept; the newest request is kept in any case.
const KEPT_BYTES_MAX: usize = 4 * 1024 * 1024;

/// One request that came to a mock, and what it got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedRequest {
    /// Counts the mock's requests, from 1.
    pub number: u64,
    /// When it had been read.
    pub received_at: Timestamp,
    /// `POST`.
    pub method: String,
    /// The request target.
    pub path_and_query: String,
    /// `HTTP/1.1`.
    pub http_version: String,
    /// Who sent it.
    pub peer: Option<String>,
    /// The header fields in order and case of the wire.
    pub headers: Headers,
    /// The begin of its body.
    pub body: Bytes,
    /// How long the body was.
    pub body_bytes: usize,
    /// What it got, and by which rule.
    pub decision: MockDecision,
}

/// The newest requests of a mock.
#[derive(Default)]
pub(super) struct Log {
    requests: VecDeque<Arc<LoggedRequest>>,
    kept_bytes: usize,
    count: u64,
}

impl LoggedRequest {
    fn kept_bytes(&self) -> usize {
        let fields: usize = self.headers.iter().map(|header| header.name.len() + header.value.len()).sum();
        let answered = match &self.decision.act {
            MockAct::Reply(reply) | MockAct::Partial { reply, .. } => match &reply.body {
                domain::mock::MockBody::Text(text) => text.len(),
                domain::mock::MockBody::Echo => 0,
            },
            MockAct::Drop | MockAct::Reset | MockAct::Hang => 0,
        };
        fields + self.path_and_query.len() + self.body.len() + answered
    }
}

impl Log {
    pub(super) fn add(&mut self, now: Timestamp, call: &MockCall, decision: &MockDecision) {
        self.count += 1;
        let request = LoggedRequest {
            number: self.count,
            received_at: now,
            method: call.method.clone(),
            path_and_query: call.path_and_query.clone(),
            http_version: call.http_version.clone(),
            peer: call.peer.clone(),
            headers: call.headers.clone(),
            // A copy, so that the rest of a large body is let go.
            body: Bytes::copy_from_slice(&call.body[..call.body.len().min(BODY_KEPT_BYTES_MAX)]),
            body_bytes: call.body.len(),
            decision: decision.clone(),
        };
        self.kept_bytes += request.kept_bytes();
        self.requests.push_back(Arc::new(request));
        while self.requests.len() > 1 && (self.requests.len() > REQUESTS_KEPT || self.kept_bytes > KEPT_BYTES_MAX) {
            let oldest = self.requests.pop_front();
            self.kept_bytes -= oldest.map_or(0, |oldest| oldest.kept_bytes());
        }
    }

    pub(super) fn newest_first(&self) -> Vec<Arc<LoggedRequest>> {
        self.requests.iter().rev().cloned().collect()
    }

    pub(super) const fn count(&self) -> u64 {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(body_bytes: usize) -> MockCall {
        MockCall {
            method: "POST".to_owned(),
            path_and_query: "/mock/shop".to_owned(),
            rest: String::new(),
            http_version: "HTTP/1.1".to_owned(),
            peer: None,
            headers: Headers::new(),
            body: Bytes::from(vec![b'a'; body_bytes]),
        }
    }

    fn log_of(count: usize, body_bytes: usize) -> Log {
        let decision = MockDecision { rule: None, step: 0, act: MockAct::Drop, delay_ms: 0 };
        let mut log = Log::default();
        for _ in 0..count {
            log.add(Timestamp::from_unix_ms(0), &call(body_bytes), &decision);
        }
        log
    }

    #[test]
    fn the_newest_are_kept_by_number() {
        let kept = log_of(REQUESTS_KEPT + 5, 1).newest_first();
        assert_eq!((kept.len(), kept[0].number), (REQUESTS_KEPT, REQUESTS_KEPT as u64 + 5));
        assert_eq!(kept.last().map(|oldest| oldest.number), Some(6));
    }

    #[test]
    fn the_newest_are_kept_by_bytes() {
        let log = log_of(100, 10 * BODY_KEPT_BYTES_MAX);
        assert!(log.kept_bytes <= KEPT_BYTES_MAX);
        let kept = log.newest_first();
        assert_eq!((kept[0].body.len(), kept[0].body_bytes), (BODY_KEPT_BYTES_MAX, 10 * BODY_KEPT_BYTES_MAX));
        assert!((60..64).contains(&kept.len()), "{}", kept.len());
    }
}
