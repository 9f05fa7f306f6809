-- Ids are the 16 bytes of a UUIDv7, so that their order is the order of making.
-- Times are unix milliseconds, UTC. Codes are those of the crates `domain` and `store`, never reused.

-- One row for each run of the engine; its key is the run's lease.
create table runs (
  lease integer primary key,
  began_at integer not null
) strict;

-- What is configured. A deleted row stays: history names it.
create table sources (
  id blob primary key not null check (length(id) = 16),
  name text not null,
  slug text not null,
  provider text not null,
  hmac text,
  unsigned text not null,
  public_url text,
  channel_url text,
  deduplication text,
  reply text not null,
  created_at integer not null,
  deleted_at integer,
  check ((provider = 'hmac') = (hmac is not null))
) strict, without rowid;

create unique index sources_by_slug on sources (slug) where deleted_at is null;

create table destinations (
  id blob primary key not null check (length(id) = 16),
  name text not null,
  url text not null,
  scheme text not null,
  hmac text,
  headers blob not null,
  authorization text not null,
  connection text not null,
  timeout_ms integer not null check (timeout_ms >= 0),
  concurrency integer not null check (concurrency >= 0),
  rate_limit text,
  is_paused integer not null check (is_paused in (0, 1)),
  health text not null,
  failing_since integer,
  emits text,
  created_at integer not null,
  deleted_at integer,
  check ((scheme = 'hmac') = (hmac is not null))
) strict, without rowid;

create table subscriptions (
  id blob primary key not null check (length(id) = 16),
  name text not null,
  source_id blob references sources (id),
  event_types text not null,
  destination_id blob not null references destinations (id),
  retry_schedule_id integer not null references retry_schedules (id),
  ordering text not null,
  filter text,
  transform text,
  notify text not null,
  is_enabled integer not null check (is_enabled in (0, 1)),
  created_at integer not null,
  deleted_at integer
) strict, without rowid;

create table secrets (
  id blob primary key not null check (length(id) = 16),
  source_id blob references sources (id),
  destination_id blob references destinations (id),
  purpose integer not null check (purpose in (0, 1, 2, 3)),
  sealed blob not null,
  hint text not null,
  created_at integer not null,
  retires_at integer,
  check ((source_id is null) <> (destination_id is null))
) strict, without rowid;

create table providers (
  slug text primary key not null,
  record text not null
) strict, without rowid;

create table settings (
  one integer primary key check (one = 1),
  chosen text not null
) strict;

-- Mock destinations. `rules` is JSON, since they are only ever read and written as a whole.
create table mocks (
  name text primary key not null,
  rules text not null,
  created_at integer not null
) strict, without rowid;

-- Runs of the hostile sender, the newest few.
create table lab_runs (
  id blob primary key not null check (length(id) = 16),
  record text not null
) strict, without rowid;

-- Texts that stand in very many rows, once each.
create table event_types (
  id integer primary key,
  name text not null unique
) strict;

create table retry_schedules (
  id integer primary key,
  schedule text not null unique
) strict;

-- How far each subscription has counted the deliveries of each source. `source_id` is empty for events published
-- through the API.
create table sequences (
  subscription_id blob not null,
  source_id blob not null,
  last integer not null,
  primary key (subscription_id, source_id)
) strict, without rowid;

-- The bytes of events, of answers, and of requests that a transform made, in the order they came. An empty body has no row. The hash a body is checked
-- with stands beside the id of what it belongs to, so that a row that was exchanged is noticed as well.
create table bodies (
  key integer primary key,
  raw_bytes integer not null check (raw_bytes > 0),
  is_compressed integer not null check (is_compressed in (0, 1)),
  content blob not null
) strict;

-- `body_key` is no declared foreign key: deleting a body would then look through all events.
create table events (
  key integer primary key,
  id blob not null unique check (length(id) = 16),
  source_id blob,
  event_type_id integer not null references event_types (id),
  received_at integer not null,
  verdict integer not null check (verdict in (0, 1, 2)),
  delivery_count integer not null check (delivery_count >= 0),
  body_bytes integer not null check (body_bytes >= 0),
  body_sha256 blob not null check (length(body_sha256) = 32),
  body_key integer,
  idempotency_key text,
  method text not null,
  path_and_query text not null,
  http_version text not null,
  peer text,
  provider_event_id text,
  scheme text not null,
  reason text,
  explanation text not null,
  secret_hint text,
  skew_s integer,
  headers blob not null
) strict;

create index events_by_source on events (source_id, id) where source_id is not null;

create index events_by_type on events (event_type_id, id);

create index events_unrouted on events (id) where delivery_count = 0 and verdict <> 1;

create index events_rejected on events (id) where delivery_count = 0 and verdict = 1;

create unique index events_by_idempotency_key on events (idempotency_key) where idempotency_key is not null;

-- `stage` is 0 queued, 1 sending, 2 delivered, 3 dead-lettered, 4 cancelled, 5 retrying.
-- Destinations, sources and subscriptions are no declared foreign keys: a capture may not fail because one of them was
-- deleted in the same moment.
create table deliveries (
  id blob primary key not null check (length(id) = 16),
  event_id blob not null references events (id),
  event_type_id integer not null references event_types (id),
  source_id blob,
  received_at integer not null,
  body_bytes integer not null,
  destination_id blob not null,
  subscription_id blob,
  trigger_code integer not null check (trigger_code in (0, 1, 2)),
  replay_of blob,
  replay_id blob,
  sequence integer,
  ordering_key text,
  is_blocked integer not null default 0 check (is_blocked in (0, 1)),
  retry_schedule_id integer not null references retry_schedules (id),
  stage integer not null check (stage in (0, 1, 2, 3, 4, 5)),
  due_at integer,
  lease integer,
  concluded_at integer,
  cause integer,
  attempts_made integer not null check (attempts_made >= 0),
  interruptions integer not null check (interruptions >= 0),
  last_attempt_id blob,
  last_started_at integer,
  last_status integer,
  last_error_class integer,
  last_total_us integer,
  created_at integer not null,
  check ((stage in (0, 5)) = (due_at is not null)),
  check ((stage = 1) = (lease is not null)),
  check ((stage in (2, 3, 4)) = (concluded_at is not null)),
  check ((stage = 3) = (cause is not null)),
  check (stage <> 0 or attempts_made = 0),
  check (stage <> 5 or attempts_made > 0),
  check (replay_of is null or trigger_code = 1),
  check (replay_id is null or trigger_code = 1),
  check (is_blocked = 0 or ordering_key is not null),
  check ((last_attempt_id is null) = (last_started_at is null)),
  check ((last_attempt_id is null) = (last_total_us is null)),
  check (last_attempt_id is not null or (last_status is null and last_error_class is null))
) strict, without rowid;

-- What may be claimed: those never tried (stage 0) before the others, then by due time. What waits in a line behind
-- another delivery is not among them.
create index deliveries_due on deliveries (destination_id, stage, due_at) where due_at is not null and is_blocked = 0;

-- The lines of ordered deliveries: those that have not ended, first come first.
create index deliveries_in_line on deliveries (subscription_id, ordering_key, id)
where ordering_key is not null and stage in (0, 1, 5);

-- By stage, so that a bulk replay counts its deliveries without their rows.
create index deliveries_by_replay on deliveries (replay_id, stage) where replay_id is not null;

-- What gave up. A delivery that arrives has no row in it.
create index dead_letters on deliveries (id) where stage = 3;

create index deliveries_by_destination on deliveries (destination_id, stage, id);

create index deliveries_by_source on deliveries (source_id, id) where source_id is not null;

create index deliveries_by_type on deliveries (event_type_id, id);

create index deliveries_by_event on deliveries (event_id, id);

-- A bulk replay as it was asked for, and how far it has come.
create table replays (
  id blob primary key not null check (length(id) = 16),
  asked text not null,
  state text not null,
  planned integer not null,
  made integer not null,
  skipped integer not null,
  cursor blob,
  ended_at integer
) strict, without rowid;

create index replays_open on replays (id) where ended_at is null;

-- Failures that look alike. `record` is JSON, since an issue is only ever read and written as a whole; `seen` is the
-- id of its newest failure, by which issues are listed.
create table issues (
  id blob primary key not null check (length(id) = 16),
  state integer not null check (state in (0, 1, 2, 3)),
  seen blob not null check (length(seen) = 16),
  ended_at integer,
  deliveries integer not null default 0,
  record text not null,
  check ((state = 3) = (ended_at is not null))
) strict, without rowid;

create index issues_by_seen on issues (seen);

-- Deliveries that failed, and the issue of their last failure. No row for one that arrived at once.
create table issue_deliveries (
  delivery_id blob primary key not null check (length(delivery_id) = 16),
  event_id blob not null,
  issue_id blob not null
) strict, without rowid;

create index issue_deliveries_by_issue on issue_deliveries (issue_id, delivery_id);

-- Dead letters that a person discarded, as long as they can be exported.
create table discarded (
  delivery_id blob primary key not null check (length(delivery_id) = 16),
  discard_id blob not null,
  cause integer not null,
  concluded_at integer not null,
  discarded_at integer not null
) strict, without rowid;

create index discarded_together on discarded (discard_id);

-- `request_sha256` stands where the body that was sent is not the event's.
create table attempts (
  key integer primary key,
  id blob not null unique check (length(id) = 16),
  delivery_id blob not null references deliveries (id),
  number integer not null check (number > 0),
  started_at integer not null,
  status integer,
  error_class integer,
  total_us integer not null,
  dns_us integer,
  connect_us integer,
  tls_us integer,
  first_byte_us integer,
  is_connection_reused integer not null check (is_connection_reused in (0, 1)),
  was_resent_at_once integer not null check (was_resent_at_once in (0, 1)),
  verdict integer not null check (verdict in (0, 1, 2, 3, 4)),
  verdict_at integer,
  verdict_cause integer,
  response_bytes integer,
  response_kept_bytes integer,
  response_is_incomplete integer,
  response_sha256 blob,
  response_body_key integer,
  request_method text not null,
  request_url text not null,
  request_bytes integer not null,
  request_sha256 blob,
  request_body_key integer,
  error_detail text,
  request_headers blob not null,
  response_headers blob,
  check ((verdict in (1, 2)) = (verdict_at is not null)),
  check ((verdict = 3) = (verdict_cause is not null)),
  check ((status is null) = (response_bytes is null)),
  check ((status is null) = (response_kept_bytes is null)),
  check ((status is null) = (response_is_incomplete is null)),
  check ((status is null) = (response_sha256 is null)),
  check ((status is null) = (response_headers is null)),
  check (status is not null or response_body_key is null),
  check (request_sha256 is not null or request_body_key is null)
) strict;

create index attempts_by_delivery on attempts (delivery_id);

-- The newest answered attempts and how long they took, without their rows.
create index attempts_answered on attempts (id, total_us) where status is not null;

-- Figures, kept by every transaction that changes rows, so that reading them does not grow with the rows.
create table destination_tallies (
  destination_id blob not null,
  stage integer not null,
  deliveries integer not null,
  primary key (destination_id, stage)
) strict, without rowid;

-- `source_id` is empty for events published through the API, here and below.
create table source_tallies (
  source_id blob primary key not null,
  events integer not null,
  last_at integer not null
) strict, without rowid;

create table event_type_tallies (
  event_type_id integer not null,
  source_id blob not null,
  events integer not null,
  last_at integer not null,
  primary key (event_type_id, source_id)
) strict, without rowid;

create table lone_event_tallies (
  one integer primary key check (one = 1),
  unrouted integer not null,
  rejected integer not null
) strict;

insert into lone_event_tallies (one, unrouted, rejected)
values (1, 0, 0);

-- Deliveries by the minute they were made in and the stage they are in now; events by the minute they came in.
create table minute_tallies (
  start_at integer primary key,
  queued integer not null,
  sending integer not null,
  delivered integer not null,
  dead_lettered integer not null,
  cancelled integer not null,
  retrying integer not null,
  events integer not null
) strict;

-- What is known of the kinds of events. `source_id` is empty for events published through the API, and for schemas that
-- hold wherever the kind comes from. Kinds are named, not numbered: some are known that never came.
create table learnt_types (
  source_id blob not null,
  event_type text not null,
  first_at integer not null,
  last_at integer not null,
  events integer not null,
  baseline blob not null,
  pending blob,
  primary key (source_id, event_type)
) strict, without rowid;

-- Without `schema` where it follows from what is learnt.
create table schema_versions (
  source_id blob not null,
  event_type text not null,
  number integer not null check (number > 0),
  origin text not null,
  since integer not null,
  schema text,
  examples text not null,
  primary key (source_id, event_type, number)
) strict, without rowid;

create table findings (
  source_id blob not null,
  event_type text not null,
  path text not null,
  sort text not null,
  was text not null,
  now text not null,
  first_at integer not null,
  first_event_id blob not null,
  last_at integer not null,
  last_event_id blob not null,
  events integer not null,
  resolved_at integer,
  resolution text,
  primary key (source_id, event_type, path, sort),
  check ((resolved_at is null) = (resolution is null))
) strict, without rowid;

-- The newest event that was looked at.
create table learning (
  one integer primary key check (one = 1),
  cursor blob not null
) strict;

-- Requests that were triggered by hand, with their answers.
create table triggered (
  id blob primary key not null check (length(id) = 16),
  kept text not null
) strict, without rowid;

-- Rows as they are read, with their texts.
create view event_rows as
select
  events.*,
  (select name from event_types where event_types.id = events.event_type_id) as event_type
from events;

create view delivery_rows as
select
  deliveries.*,
  (select name from event_types where event_types.id = deliveries.event_type_id) as event_type,
  (select schedule from retry_schedules where retry_schedules.id = deliveries.retry_schedule_id) as retry_schedule
from deliveries;

create view subscription_rows as
select
  subscriptions.*,
  (select schedule from retry_schedules where retry_schedules.id = subscriptions.retry_schedule_id) as retry_schedule
from subscriptions;
