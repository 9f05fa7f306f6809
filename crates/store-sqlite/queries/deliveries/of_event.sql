select *
from delivery_rows
where event_id = ?1
order by id
