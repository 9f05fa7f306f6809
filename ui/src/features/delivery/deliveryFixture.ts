import type { Attempt, DeliveryDetail } from '../../contract';

/** A failed attempt, for tests. */
export function attempt(number: number, change: Partial<Attempt> = {}): Attempt {
  return {
    id: `att_${number}`,
    number,
    started_at_ms: Date.UTC(2026, 10, 23, 13, 41) + number * 5_000,
    request: { method: 'POST', url: 'http://localhost:3000/', headers: [], has_own_body: false, body_bytes: 2 },
    response: {
      status: 503,
      headers: [],
      body_bytes: 0,
      body_kept_bytes: 0,
      is_body_truncated: false,
      is_body_incomplete: false,
    },
    error_class: 'status',
    error_detail: null,
    explanation: 'localhost:3000 failed with 503.',
    is_connection_reused: false,
    was_resent_at_once: false,
    phases: { dns_us: 2_000, connect_us: 3_000, tls_us: null, first_byte_us: 33_000, total_us: 41_000 },
    verdict: { kind: 'retry', explanation: 'Next attempt in 5 s.', next_at_ms: null },
    ...change,
  };
}

/** A delivery that is being retried, for tests. */
export function delivery(change: Partial<DeliveryDetail> = {}): DeliveryDetail {
  return {
    id: 'dlv_1',
    event_id: 'evt_1',
    event_type: 'order.paid',
    source_id: 'src_1',
    destination_id: 'dst_1',
    subscription_id: 'sub_1',
    state: 'retrying',
    due_at_ms: null,
    attempts_made: 2,
    attempts_max: 8,
    status: 503,
    error_class: 'status',
    latency_ms: 41,
    received_at_ms: 0,
    created_at_ms: 0,
    concluded_at_ms: null,
    body_bytes: 2,
    trigger: 'event',
    replay_of: null,
    interruptions: 0,
    event: {
      id: 'evt_1',
      source_id: 'src_1',
      event_type: 'order.paid',
      received_at_ms: 0,
      method: 'POST',
      path_and_query: '/in/k3f9',
      content_type: 'application/json',
      body_bytes: 2,
      body_sha256: '',
      provider_event_id: null,
      verification: {
        verdict: 'verified',
        scheme: 'hmac',
        reason: null,
        explanation: '',
        secret_hint: null,
        skew_s: null,
      },
      delivery_count: 1,
    },
    cause: null,
    issue_id: null,
    sequence: 1,
    ordering_key: null,
    blocked_by: null,
    explanation: 'localhost:3000 failed with 503. Next attempt in 5 s.',
    attempts: [attempt(1), attempt(2)],
    forecast: [],
    ...change,
  };
}
