select *
from sources
where deleted_at is null
order by id
