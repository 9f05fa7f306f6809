insert into retry_schedules (waits_ms, jitter_percent)
values
  (?, ?)
on conflict (waits_ms, jitter_percent) do nothing
