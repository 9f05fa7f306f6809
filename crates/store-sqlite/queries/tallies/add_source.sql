insert into source_tallies (source_id, events, last_at)
values (?1, ?2, ?3)
on conflict (source_id) do update
set
  events = events + excluded.events,
  last_at = max(last_at, excluded.last_at)
