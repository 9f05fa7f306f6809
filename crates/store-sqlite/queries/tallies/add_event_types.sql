-- An array of [kind, source in hexadecimal, events, time of the newest].
insert into event_type_tallies (event_type_id, source_id, events, last_at)
select
  (select id from event_types where name = value ->> 0),
  unhex(value ->> 1),
  value ->> 2,
  value ->> 3
from json_each(?)
where true
on conflict (event_type_id, source_id) do update
set
  events = events + excluded.events,
  last_at = max(last_at, excluded.last_at)
