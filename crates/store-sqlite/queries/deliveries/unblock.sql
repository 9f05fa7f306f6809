-- Lets the first of a line go.
update deliveries
set is_blocked = 0
where is_blocked = 1
  and id = (
    select id
    from deliveries as waiting
    where waiting.subscription_id is ?
      and waiting.ordering_key = ?
      and waiting.ordering_key is not null
      and waiting.stage in (0, 1, 5)
    order by id
    limit 1
  )
