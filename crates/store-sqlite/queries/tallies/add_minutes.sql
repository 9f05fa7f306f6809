-- An array of [start, queued, sending, delivered, dead-lettered, cancelled, retrying, events].
insert into minute_tallies (start_at, queued, sending, delivered, dead_lettered, cancelled, retrying, events)
select
  value ->> 0,
  value ->> 1,
  value ->> 2,
  value ->> 3,
  value ->> 4,
  value ->> 5,
  value ->> 6,
  value ->> 7
from json_each(?)
where true
on conflict (start_at) do update
set
  queued = queued + excluded.queued,
  sending = sending + excluded.sending,
  delivered = delivered + excluded.delivered,
  dead_lettered = dead_lettered + excluded.dead_lettered,
  cancelled = cancelled + excluded.cancelled,
  retrying = retrying + excluded.retrying,
  events = events + excluded.events
