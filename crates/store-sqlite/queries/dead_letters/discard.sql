insert into discarded (delivery_id, discard_id, cause, concluded_at, discarded_at)
select id, ?2, cause, concluded_at, ?3
from deliveries
where id = ?1 and stage = 3
on conflict (delivery_id) do nothing
