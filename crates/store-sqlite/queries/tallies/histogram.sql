select
  start_at / ?3 * ?3 as start_at,
  sum(queued) as queued,
  sum(sending) as sending,
  sum(delivered) as delivered,
  sum(dead_lettered) as dead_lettered,
  sum(cancelled) as cancelled,
  sum(retrying) as retrying,
  sum(events) as events
from minute_tallies
where start_at >= ?1 and start_at < ?2
  and events + queued + sending + delivered + dead_lettered + cancelled + retrying > 0
group by 1
order by 1
