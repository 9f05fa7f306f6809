insert into minute_tallies (start_at, queued, sending, delivered, dead_lettered, cancelled, retrying, events)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
on conflict (start_at) do update
set
  queued = queued + excluded.queued,
  sending = sending + excluded.sending,
  delivered = delivered + excluded.delivered,
  dead_lettered = dead_lettered + excluded.dead_lettered,
  cancelled = cancelled + excluded.cancelled,
  retrying = retrying + excluded.retrying,
  events = events + excluded.events
