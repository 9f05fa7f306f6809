-- An array as of `add_minutes`. Nothing is changed in a minute that was dropped.
update minute_tallies
set
  queued = queued + (value ->> 1),
  sending = sending + (value ->> 2),
  delivered = delivered + (value ->> 3),
  dead_lettered = dead_lettered + (value ->> 4),
  cancelled = cancelled + (value ->> 5),
  retrying = retrying + (value ->> 6),
  events = events + (value ->> 7)
from json_each(?)
where start_at = value ->> 0
