-- The newest event before ?2.
select last_event_at
from figures
where owner_id = ?1 and length_ms = 3600000 and start_at < ?2 and last_event_at is not null
order by start_at desc
limit 1
