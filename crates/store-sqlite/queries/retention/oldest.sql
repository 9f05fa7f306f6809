select
  key,
  id,
  event_type,
  source_id,
  received_at,
  verdict,
  delivery_count,
  -- What lies in the bin can still be exported.
  exists (
    select 1
    from deliveries
    where
      event_id = event_rows.id
      and (stage in (0, 1, 5) or (stage = 4 and exists (select 1 from discarded where delivery_id = deliveries.id)))
  ) as is_active,
  exists (select 1 from deliveries where event_id = event_rows.id and stage = 3) as has_dead_letter
from event_rows
where id > ?1 and id < ?2
order by id
limit ?3
