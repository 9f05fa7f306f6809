-- Lets the first of each line to a destination go.
update deliveries
set is_blocked = 0
where
  destination_id = ?1
  and is_blocked = 1
  and stage in (0, 5)
  and not exists (
    select 1
    from deliveries as earlier
    where
      earlier.subscription_id is deliveries.subscription_id
      and earlier.ordering_key = deliveries.ordering_key
      and earlier.stage in (0, 1, 5)
      and earlier.id < deliveries.id
  )
