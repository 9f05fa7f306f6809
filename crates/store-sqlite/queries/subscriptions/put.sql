insert into subscriptions (
  id,
  name,
  source_id,
  event_types,
  destination_id,
  retry_schedule_id,
  ordering,
  filter,
  transform,
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
  (select id from retry_schedules where schedule = ?6),
  ?7,
  ?8,
  ?9,
  ?10,
  ?11,
  ?12
)
on conflict (id) do update
set
  name = excluded.name,
  source_id = excluded.source_id,
  event_types = excluded.event_types,
  destination_id = excluded.destination_id,
  retry_schedule_id = excluded.retry_schedule_id,
  ordering = excluded.ordering,
  filter = excluded.filter,
  transform = excluded.transform,
  notify = excluded.notify,
  is_enabled = excluded.is_enabled
where deleted_at is null
