-- Schedules what was cancelled as its destination was deleted.
update deliveries
set
  stage = case when attempts_made = 0 then 0 else 5 end,
  due_at = ?2,
  concluded_at = null
where
  destination_id = ?1
  and stage = 4
  and concluded_at = (select deleted_at from destinations where id = ?1)
