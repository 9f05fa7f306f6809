insert into destinations (
  id,
  name,
  url,
  scheme,
  hmac,
  headers,
  timeout_ms,
  concurrency,
  is_paused,
  disabled_at,
  disabled_reason,
  created_at
)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
on conflict (id) do update
set
  name = excluded.name,
  url = excluded.url,
  scheme = excluded.scheme,
  hmac = excluded.hmac,
  headers = excluded.headers,
  timeout_ms = excluded.timeout_ms,
  concurrency = excluded.concurrency,
  is_paused = excluded.is_paused,
  disabled_at = excluded.disabled_at,
  disabled_reason = excluded.disabled_reason
where deleted_at is null
