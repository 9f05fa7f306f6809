-- Nothing is changed in a minute that was dropped.
update minute_tallies
set
  queued = queued + ?2,
  sending = sending + ?3,
  delivered = delivered + ?4,
  dead_lettered = dead_lettered + ?5,
  cancelled = cancelled + ?6,
  retrying = retrying + ?7,
  events = events + ?8
where start_at = ?1
