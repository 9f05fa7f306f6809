select start_at
from minute_tallies
where events + queued + sending + delivered + dead_lettered + cancelled + retrying > 0
order by start_at
limit 1
