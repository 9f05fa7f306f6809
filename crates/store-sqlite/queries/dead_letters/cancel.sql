update deliveries
set
  stage = 4,
  cause = null,
  concluded_at = ?2
where id = ?1 and stage = 3
returning destination_id, created_at
