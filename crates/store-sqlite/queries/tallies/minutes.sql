select *
from minute_tallies
where start_at > ?1 and start_at <= ?2
order by start_at
