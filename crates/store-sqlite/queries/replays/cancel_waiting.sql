update deliveries
set
  stage = 4,
  due_at = null,
  concluded_at = ?2
where replay_id = ?1 and stage in (0, 5)
returning destination_id, created_at, attempts_made, subscription_id, ordering_key
