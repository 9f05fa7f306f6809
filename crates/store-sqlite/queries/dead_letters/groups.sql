-- ?1: milliseconds that the clock on the wall is ahead of UTC. ?2: how many are looked at.
select
  destination_id,
  (select name from event_types where event_types.id = event_type_id) as event_type,
  last_error_class,
  iif(last_error_class = 0, last_status, null) as status,
  (received_at + ?1) / 86400000 as day,
  count(*) as deliveries
from (
  select destination_id, event_type_id, last_error_class, last_status, received_at
  from deliveries
  where stage = 3
  order by id desc
  limit ?2
)
group by destination_id, event_type_id, last_error_class, status, day
