select id
from deliveries
where event_id = ?1
order by id
