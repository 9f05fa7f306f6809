-- What is in flight, by destination, the minute it was made in, and the stage it goes back to.
select
  destination_id,
  created_at - created_at % 60000 as minute,
  iif(attempts_made > 0, 5, 0) as stage,
  count(*) as deliveries
from deliveries
where destination_id in (select destination_id from destination_tallies where stage = 1 and deliveries > 0)
  and stage = 1
group by destination_id, minute, iif(attempts_made > 0, 5, 0)
