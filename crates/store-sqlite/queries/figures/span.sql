select start_at, events, last_event_at, succeeded, failed, waiting_change, latencies
from figures
where owner_id = ?1 and length_ms = ?2 and start_at >= ?3 and start_at < ?4
order by start_at
