insert into destinations (
  id,
  name,
  url,
  scheme,
  hmac,
  headers,
  authorization,
  connection,
  timeout_ms,
  concurrency,
  rate_limit,
  is_paused,
  health,
  failing_since,
  emits,
  created_at
)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
on conflict (id) do update
set
  name = excluded.name,
  url = excluded.url,
  scheme = excluded.scheme,
  hmac = excluded.hmac,
  headers = excluded.headers,
  authorization = excluded.authorization,
  connection = excluded.connection,
  timeout_ms = excluded.timeout_ms,
  concurrency = excluded.concurrency,
  rate_limit = excluded.rate_limit,
  is_paused = excluded.is_paused,
  health = excluded.health,
  failing_since = excluded.failing_since,
  emits = excluded.emits
where deleted_at is null
