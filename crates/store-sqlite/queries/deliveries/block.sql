-- Has a delivery wait while an earlier one of its line has not ended.
update deliveries
set is_blocked = 1
where id = ?
  and exists (
    select 1
    from deliveries as earlier
    where earlier.subscription_id is ?
      and earlier.ordering_key = ?
      and earlier.ordering_key is not null
      and earlier.stage in (0, 1, 5)
      and earlier.id < ?
  )
