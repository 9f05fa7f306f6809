-- What happened in each minute, quarter of an hour and hour: of everything (`owner_id` is empty) and of each destination;
-- by the hour also of each subscription and each source. `latencies` is an object of steps, and how many answered attempts took so
-- long. The sum of `waiting_change` over all rows of a length from a time on is by how much more waits now than then.
create table figures (
  owner_id blob not null,
  length_ms integer not null check (length_ms in (60000, 900000, 3600000)),
  start_at integer not null,
  events integer not null,
  last_event_at integer,
  succeeded integer not null,
  failed integer not null,
  waiting_change integer not null,
  latencies text not null,
  primary key (owner_id, length_ms, start_at)
) strict, without rowid;
