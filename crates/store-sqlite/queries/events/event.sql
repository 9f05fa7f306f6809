select *
from event_rows
where id = ?1
