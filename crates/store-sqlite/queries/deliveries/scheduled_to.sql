-- How many a destination has scheduled, by the minute they were made in and their stage.
select
  created_at - created_at % 60000 as minute,
  stage,
  count(*) as deliveries
from deliveries
where destination_id = ?1 and stage in (0, 5)
group by minute, stage
