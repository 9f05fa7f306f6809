-- Events that one subscription made no delivery of, in the order of capture. ?1 and ?2: between these ids. ?3: the
-- subscription. ?4 and ?5: received from and until. Rejected events are never delivered.
select *
from event_rows
where
  id > ?1
  and id < ?2
  and verdict <> 1
  and (?4 is null or received_at >= ?4)
  and (?5 is null or received_at < ?5)
  and not exists (
    select 1
    from deliveries
    where deliveries.event_id = event_rows.id and deliveries.subscription_id = ?3
  )
order by id
limit ?6
