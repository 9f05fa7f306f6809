-- An array of [source in hexadecimal, events, time of the newest].
insert into source_tallies (source_id, events, last_at)
select unhex(value ->> 0), value ->> 1, value ->> 2
from json_each(?)
where true
on conflict (source_id) do update
set
  events = events + excluded.events,
  last_at = max(last_at, excluded.last_at)
