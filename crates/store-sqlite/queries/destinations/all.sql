select *
from destinations
where deleted_at is null
order by id
