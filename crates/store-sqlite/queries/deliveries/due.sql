-- One look into the index for each destination and stage that has anything scheduled.
select
  destination_id,
  exists (
    select 1
    from deliveries
    where deliveries.destination_id = destination_tallies.destination_id
      and deliveries.stage = destination_tallies.stage
      and deliveries.due_at is not null
      and deliveries.is_blocked = 0
      and deliveries.due_at <= ?1
  ) as is_due,
  (
    select min(deliveries.due_at)
    from deliveries
    where deliveries.destination_id = destination_tallies.destination_id
      and deliveries.stage = destination_tallies.stage
      and deliveries.due_at is not null
      and deliveries.is_blocked = 0
      and deliveries.due_at > ?1
  ) as next_at
from destination_tallies
where stage in (0, 5) and deliveries > 0
