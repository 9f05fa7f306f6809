update deliveries
set
  stage = 4,
  due_at = null,
  concluded_at = ?2
where destination_id = ?1 and stage in (0, 5)
