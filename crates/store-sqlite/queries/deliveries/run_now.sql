update deliveries
set due_at = ?2
where id = ?1 and stage in (0, 5)
