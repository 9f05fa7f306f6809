-- An array of [kind, source in hexadecimal, start of the hour, events].
insert into event_type_hours (event_type_id, source_id, start_at, events)
select
  (select id from event_types where name = value ->> 0),
  unhex(value ->> 1),
  value ->> 2,
  value ->> 3
from json_each(?)
where true
on conflict (event_type_id, start_at, source_id) do update
set events = events + excluded.events
