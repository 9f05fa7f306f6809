-- An array of [owner in hexadecimal, length, start, events, newest event, succeeded, failed, change of what waits,
-- latencies].
insert into figures (
  owner_id,
  length_ms,
  start_at,
  events,
  last_event_at,
  succeeded,
  failed,
  waiting_change,
  latencies
)
select
  unhex(value ->> 0),
  value ->> 1,
  value ->> 2,
  value ->> 3,
  value ->> 4,
  value ->> 5,
  value ->> 6,
  value ->> 7,
  value -> 8
from json_each(?)
where true
on conflict (owner_id, length_ms, start_at) do update
set
  events = events + excluded.events,
  last_event_at = max(ifnull(last_event_at, excluded.last_event_at), ifnull(excluded.last_event_at, last_event_at)),
  succeeded = succeeded + excluded.succeeded,
  failed = failed + excluded.failed,
  waiting_change = waiting_change + excluded.waiting_change,
  latencies = case
    when excluded.latencies = '{}' then latencies
    else (
      select json_group_object(step, attempts)
      from (
        select key as step, sum(value) as attempts
        from (
          select key, value from json_each(figures.latencies)
          union all
          select key, value from json_each(excluded.latencies)
        )
        group by key
      )
    )
  end
