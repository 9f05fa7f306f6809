select delivery_rows.*
from (
  select id, stage, due_at
  from (
    select id, stage, due_at
    from deliveries
    where destination_id = ?1 and stage = 0 and due_at is not null and is_blocked = 0 and due_at <= ?2
    order by due_at, id
    limit ?3
  )
  union all
  select id, stage, due_at
  from (
    select id, stage, due_at
    from deliveries
    where destination_id = ?1 and stage = 5 and due_at is not null and is_blocked = 0 and due_at <= ?2
    order by due_at, id
    limit ?3
  )
  order by stage, due_at, id
  limit ?3
) as claimable
cross join delivery_rows on delivery_rows.id = claimable.id
order by claimable.stage, claimable.due_at, claimable.id
