insert into subscriptions (
  id,
  name,
  source_id,
  event_types,
  destination_id,
  retry_schedule_id,
  notify,
  is_enabled,
  created_at
)
values (
  ?1,
  ?2,
  ?3,
  ?4,
  ?5,
  (select id from retry_schedules where waits_ms = ?6 and jitter_percent = ?7),
  ?8,
  ?9,
  ?10
)
on conflict (id) do update
set
  name = excluded.name,
  source_id = excluded.source_id,
  event_types = excluded.event_types,
  destination_id = excluded.destination_id,
  retry_schedule_id = excluded.retry_schedule_id,
  notify = excluded.notify,
  is_enabled = excluded.is_enabled
where deleted_at is null
