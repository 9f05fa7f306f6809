-- Has a delivery wait while an earlier one of its line has not ended.
update deliveries
set is_blocked = 1
where id = ?1
  and exists (
    select 1
    from deliveries as earlier
    where earlier.subscription_id is ?2
      and earlier.ordering_key = ?3
      and earlier.ordering_key is not null
      and earlier.stage in (0, 1, 5)
      and earlier.id < ?1
  )
