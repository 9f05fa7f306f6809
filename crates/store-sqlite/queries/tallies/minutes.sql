select *
from minute_tallies
where start_at > ?1 and start_at <= ?2
  and events + queued + sending + delivered + dead_lettered + cancelled + retrying > 0
order by start_at
