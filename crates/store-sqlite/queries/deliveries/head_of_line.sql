select id
from deliveries
where subscription_id is ?1
  and ordering_key = ?2
  and ordering_key is not null
  and stage in (0, 1, 5)
order by id
limit 1
