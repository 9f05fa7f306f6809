update deliveries
set
  stage = iif(attempts_made > 0, 5, 0),
  due_at = ?1,
  lease = null,
  interruptions = interruptions + 1
where destination_id in (select destination_id from destination_tallies where stage = 1 and deliveries > 0)
  and stage = 1
