-- Events between two ids that were not rejected. Nothing but what decides whether to learn from them.
select id, coalesce(source_id, x'') as source_id, event_type, received_at, body_bytes
from event_rows
where id > ?1 and id < ?2 and verdict <> 1
order by id
limit ?3
