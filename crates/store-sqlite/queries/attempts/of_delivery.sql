select *
from attempts
where delivery_id = ?1
order by key
