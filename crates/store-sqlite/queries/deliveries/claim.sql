with claimed (id, lease) as (
  values
    (?, ?)
)
update deliveries
set
  stage = 1,
  due_at = null,
  lease = claimed.lease
from claimed
where deliveries.id = claimed.id
