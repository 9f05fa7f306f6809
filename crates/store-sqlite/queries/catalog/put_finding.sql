-- A finding that was resolved begins anew.
insert into findings (
  source_id, event_type, path, sort, was, now, first_at, first_event_id, last_at, last_event_id, events
)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
on conflict (source_id, event_type, path, sort) do update set
  was = excluded.was,
  now = excluded.now,
  first_at = case when resolved_at is null then first_at else excluded.first_at end,
  first_event_id = case when resolved_at is null then first_event_id else excluded.first_event_id end,
  last_at = excluded.last_at,
  last_event_id = excluded.last_event_id,
  events = excluded.events + case when resolved_at is null then events else 0 end,
  resolved_at = null,
  resolution = null
