insert into event_type_tallies (event_type_id, source_id, events, last_at)
values ((select id from event_types where name = ?1), ?2, ?3, ?4)
on conflict (event_type_id, source_id) do update
set
  events = events + excluded.events,
  last_at = max(last_at, excluded.last_at)
