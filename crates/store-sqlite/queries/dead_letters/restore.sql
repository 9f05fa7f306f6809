update deliveries
set
  stage = 3,
  cause = discarded.cause,
  concluded_at = discarded.concluded_at
from discarded
where discarded.discard_id = ?1 and deliveries.id = discarded.delivery_id and deliveries.stage = 4
returning deliveries.destination_id, deliveries.created_at
