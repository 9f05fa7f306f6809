select *
from subscription_rows
where deleted_at is null
order by id
