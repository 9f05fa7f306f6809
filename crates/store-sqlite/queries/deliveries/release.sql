update deliveries
set
  stage = iif(attempts_made > 0, 5, 0),
  due_at = ?3,
  lease = null
where id = ?1 and stage = 1 and lease = ?2
returning destination_id, created_at, attempts_made
