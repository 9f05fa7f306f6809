select
  delivery_rows.*,
  discarded.cause as discarded_cause,
  discarded.discarded_at,
  discarded.discard_id
from discarded
cross join delivery_rows on delivery_rows.id = discarded.delivery_id
where ?1 is null or discarded.delivery_id < ?1
order by discarded.delivery_id desc
limit ?2
